package dev.gpumock.ctl;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.gpumock.cdi.spec.SlashPath;
import dev.gpumock.cdi.tree.HostFiles;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The configuration file of NVIDIA's toolkit, of which {@code cdi generate} takes the driver root.
 *
 * @param given a path by option or variable
 */
record ToolkitConfig(Optional<String> given, Map<String, String> environment) {
  private static final TomlMapper TOML = new TomlMapper();

  /** What is no TOML has no root for the toolkit either. */
  Optional<String> driverRoot(HostFiles files, Consumer<String> warnings) {
    try {
      Optional<byte[]> bytes = files.read(path());
      return bytes.isPresent() ? root(TOML.readTree(text(bytes.get()))) : Optional.empty();
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      warnings.accept(
          "%s, line %d: nothing is taken from it, it is no TOML: %s"
              .formatted(path(), at == null ? 1 : at.getLineNr(), e.getOriginalMessage()));
      return Optional.empty();
    }
  }

  /** As the toolkit, without a byte order mark, and whatever is no UTF-8 replaced. */
  private static String text(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** Of a list of tables the toolkit asks the last. */
  private static Optional<String> root(JsonNode file) {
    JsonNode cli = file.path("nvidia-container-cli");
    JsonNode root = (cli.isArray() ? cli.path(cli.size() - 1) : cli).path("root");
    return root.isValueNode() ? Optional.of(root.asText()) : Optional.empty();
  }

  private String path() {
    return Stream.of(given, variable("NVIDIA_CTK_CONFIG_FILE_PATH"))
        .flatMap(Optional::stream)
        .filter(path -> !path.isEmpty())
        .findFirst()
        .orElseGet(
            () ->
                SlashPath.join(
                    variable("XDG_CONFIG_HOME").filter(home -> !home.isEmpty()).orElse("/etc"),
                    "nvidia-container-runtime/config.toml"));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name));
  }
}
