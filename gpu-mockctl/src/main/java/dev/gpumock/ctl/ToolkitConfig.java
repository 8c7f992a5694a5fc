package dev.gpumock.ctl;

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
  private static final String DRIVER_ROOT = "nvidia-container-cli.root";

  /** What is no TOML has no root for the toolkit either. */
  Optional<String> driverRoot(HostFiles files, Consumer<String> warnings) {
    Optional<byte[]> text = files.read(path());
    try {
      return text.flatMap(
          bytes -> TomlReader.value(new String(bytes, StandardCharsets.UTF_8), DRIVER_ROOT));
    } catch (IllegalArgumentException e) {
      warnings.accept(path() + ": nothing is taken from it, it is no TOML: " + e.getMessage());
      return Optional.empty();
    }
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
