package dev.gpumock.ctl;

import dev.gpumock.cdi.GeneratedSpec;
import dev.gpumock.cdi.file.SpecDirectory;
import dev.gpumock.cdi.file.SpecDocument;
import dev.gpumock.cdi.file.SpecFile;
import dev.gpumock.cdi.file.SpecFormat;
import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.spec.CdiSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Where a specification is to lie, and what must not be lost there.
 *
 * @param output a name, to which an ending may come
 * @param format of a file whose name does not say it; absent: YAML
 * @param ours says of a specification that is there whether it may be replaced
 * @param foreign what is said of one that may not
 * @param force replaces any
 * @param shared whether no other file of a directory may define the same devices
 */
record SpecPlace(
    String output,
    Optional<SpecFormat> format,
    Predicate<CdiSpec> ours,
    String foreign,
    boolean force,
    Predicate<Path> shared) {

  /** All, or none when one of them must not be written. */
  void write(List<GeneratedSpec> specs, Consumer<String> remarks) throws CdiException, IOException {
    for (GeneratedSpec one : specs) {
      Path file = file(one);
      requireOurs(file);
      if (shared.test(file.getParent())) {
        SpecDirectory.beside(file).requireNoConflict(file, one.spec());
      }
    }
    for (GeneratedSpec one : specs) {
      SpecFile.write(file(one), one.spec());
      remarks.accept("wrote " + file(one) + ", CDI version " + one.spec().version());
    }
  }

  /** As the toolkit, {@code ..} is taken away as text: what is before it need not be there. */
  Path file(GeneratedSpec spec) {
    return Path.of(named(spec.fileName(output))).toAbsolutePath().normalize();
  }

  /** As the toolkit: a name that runtimes would not read gets the format's ending. */
  private String named(String name) {
    boolean read = name.endsWith(".yaml") || name.endsWith(".json");
    SpecFormat ending = format.or(() -> SpecFormat.ofFileName(output)).orElse(SpecFormat.YAML);
    return read ? name : name + ending.extension();
  }

  /** A file without content, as mktemp makes it, has nothing to lose. */
  private void requireOurs(Path file) throws CdiException, IOException {
    if (!Files.exists(file) || (Files.isRegularFile(file) && Files.size(file) == 0)) {
      return;
    }
    if (!Files.isRegularFile(file)) {
      throw new NodeException(file + ": is no regular file; choose another --output");
    }
    if (!force && !isOurs(SpecFile.document(file))) {
      throw new NodeException(
          file
              + ": another program's file, it "
              + foreign
              + "; choose another --output, or --force overwrites it");
    }
  }

  private boolean isOurs(SpecDocument there) {
    return there.problems().isEmpty() && there.spec().filter(ours).isPresent();
  }
}
