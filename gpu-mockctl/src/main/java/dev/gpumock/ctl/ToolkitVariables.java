package dev.gpumock.ctl;

import java.util.Map;
import java.util.Set;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The environment variables by which nvidia-ctk takes options that are not given: those that the
 * help of its {@code cdi} commands lists.
 */
final class ToolkitVariables implements IDefaultValueProvider {
  private static final String PREFIX = "NVIDIA_CTK_";

  private static final Map<String, String> VARIABLES =
      Map.ofEntries(
          Map.entry("--quiet", "QUIET"),
          Map.entry("--debug", "DEBUG"),
          Map.entry("--config", "CONFIG"),
          Map.entry("--spec-dir", "CDI_SPEC_DIRS"),
          Map.entry("--config-search-path", "CDI_GENERATE_CONFIG_SEARCH_PATHS"),
          Map.entry("--output", "CDI_OUTPUT_FILE_PATH"),
          Map.entry("--format", "CDI_GENERATE_OUTPUT_FORMAT"),
          Map.entry("--mode", "CDI_GENERATE_MODE"),
          Map.entry("--dev-root", "DEV_ROOT"),
          Map.entry("--device-name-strategy", "CDI_GENERATE_DEVICE_NAME_STRATEGIES"),
          Map.entry("--driver-root", "DRIVER_ROOT"),
          Map.entry("--library-search-path", "CDI_GENERATE_LIBRARY_SEARCH_PATHS"),
          Map.entry("--nvidia-cdi-hook-path", "CDI_HOOK_PATH"),
          Map.entry("--ldconfig-path", "CDI_GENERATE_LDCONFIG_PATH"),
          Map.entry("--vendor", "CDI_GENERATE_VENDOR"),
          Map.entry("--class", "CDI_GENERATE_CLASS"),
          Map.entry("--disable-hook", "CDI_GENERATE_DISABLED_HOOKS"),
          Map.entry("--enable-hook", "CDI_GENERATE_ENABLED_HOOKS"),
          Map.entry("--feature-flag", "CDI_GENERATE_FEATURE_FLAGS"),
          Map.entry("--no-all-device", "CDI_GENERATE_NO_ALL_DEVICE"),
          Map.entry("--device-id", "CDI_GENERATE_DEVICE_IDS"));

  /** An empty variable is an empty text where one text is wanted, and nothing elsewhere. */
  private static final Set<String> OF_ONE_TEXT =
      Set.of(
          "--config",
          "--output",
          "--format",
          "--mode",
          "--dev-root",
          "--driver-root",
          "--nvidia-cdi-hook-path",
          "--ldconfig-path",
          "--vendor",
          "--class");

  @Override
  public String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || !VARIABLES.containsKey(option.names()[0])) {
      return null;
    }
    String name = option.names()[0];
    String value = CommandEnvironment.of(argument.command()).get(PREFIX + VARIABLES.get(name));
    boolean given = value != null && (!value.isEmpty() || OF_ONE_TEXT.contains(name));
    return given ? value : null;
  }
}
