package dev.gpumock.cdi.file;

import dev.gpumock.cdi.spec.CdiSpec;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The two notations that runtimes read, each byte for byte as the toolkit writes it. */
public enum SpecFormat {
  YAML(".yaml") {
    @Override
    public byte[] render(CdiSpec spec) {
      return ("---\n" + YamlText.of(SpecTree.of(spec, false))).getBytes(StandardCharsets.UTF_8);
    }
  },
  JSON(".json") {
    @Override
    public byte[] render(CdiSpec spec) {
      return JsonText.of(SpecTree.of(spec, true)).getBytes(StandardCharsets.UTF_8);
    }
  };

  private final String extension;

  SpecFormat(String extension) {
    this.extension = extension;
  }

  /** With its dot. Runtimes read no file of another name, not even {@code .yml}. */
  public String extension() {
    return extension;
  }

  /** The bytes of the file. */
  public abstract byte[] render(CdiSpec spec);

  /** By the end of a file's name; absent when that tells nothing. */
  public static Optional<SpecFormat> ofFileName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".json")) {
      return Optional.of(JSON);
    }
    return lower.endsWith(".yaml") || lower.endsWith(".yml") ? Optional.of(YAML) : Optional.empty();
  }
}
