package dev.gpumock.ctl;

import dev.gpumock.cdi.request.CdiRequest;
import dev.gpumock.cdi.request.DeviceSelection;
import dev.gpumock.cdi.request.DriverLocation;
import dev.gpumock.cdi.request.FeatureFlag;
import dev.gpumock.cdi.request.HookOptions;
import dev.gpumock.cdi.request.Mode;
import dev.gpumock.cdi.request.NamingStrategy;
import dev.gpumock.cdi.request.Profile;
import dev.gpumock.cdi.request.SearchEnvironment;
import dev.gpumock.cdi.request.ToolkitVersion;
import dev.gpumock.cdi.spec.SlashPath;
import dev.gpumock.cdi.spec.SpecKind;
import dev.gpumock.cdi.tree.HostFiles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/**
 * What a specification is made of, by the options of {@code nvidia-ctk cdi generate}: a script for
 * the toolkit works here with its flags unchanged.
 */
final class ToolkitOptions {
  private static final String AUTO = "auto";
  private static final String DEFAULT_DRIVER_ROOT = "/var/lib/nvidia-mock/driver";

  /** Modes of the toolkit for Tegra boards and for Windows, which no mock node is. */
  private static final Set<String> NOT_SIMULATED = Set.of("csv", "wsl");

  @Option(
      names = "--profile",
      paramLabel = "stock|toolkit",
      description = {
        "stock: no hook, every file mounted where images search; needs no toolkit on the node.",
        "toolkit: byte for byte what nvidia-ctk writes. Default: stock."
      })
  private String profile = "stock";

  @Option(
      names = "--toolkit-version",
      paramLabel = "VERSION",
      description = "The toolkit to equal: 1.19.1 or 1.20.0. Default: 1.20.0.")
  private String toolkit = "1.20.0";

  @Option(
      names = {"--mode", "--discovery-mode"},
      paramLabel = "MODE",
      description = "nvml, management, imex, gds, gdrcopy, mofed or nvswitch. Default: nvml.")
  private String mode = AUTO;

  @Option(
      names = "--driver-root",
      paramLabel = "DIR",
      description =
          "The driver's root directory on the node. Default: what the toolkit's configuration file"
              + " says, of profile toolkit; else /var/lib/nvidia-mock/driver.")
  private Optional<String> driverRoot = Optional.empty();

  @Option(
      names = "--dev-root",
      paramLabel = "DIR",
      description = "What holds dev. Default: the driver root.")
  private Optional<String> devRoot = Optional.empty();

  @Option(
      names = "--library-search-path",
      paramLabel = "DIR",
      description = "Where the libraries are, instead of the usual directories.")
  private List<String> librarySearchPaths = List.of();

  @Option(
      names = "--config-search-path",
      paramLabel = "DIR",
      description = "Where configuration files are, instead of /etc and /usr/share.")
  private List<String> configSearchPaths = List.of();

  @Option(
      names = {"--device-id", "--device-ids", "--device", "--devices"},
      paramLabel = "ID",
      description = "all, none, indexes, UUIDs; of mode imex: channels. Default: all.")
  private List<String> deviceIds = List.of(DeviceSelection.ALL);

  @Option(
      names = "--device-name-strategy",
      paramLabel = "index|uuid|type-index",
      description = "How devices are called; several give several names. Default: index, uuid.")
  private List<String> naming = List.of("index", "uuid");

  @Option(names = "--no-all-device", converter = GoBoolean.class, description = "No device 'all'.")
  private boolean noAllDevice;

  @Option(
      names = {"--vendor", "--cdi-vendor"},
      paramLabel = "NAME",
      description = "Default: ${DEFAULT-VALUE}.")
  private String vendor = "nvidia.com";

  @Option(
      names = {"--class", "--cdi-class"},
      paramLabel = "NAME",
      description = "Default: ${DEFAULT-VALUE}.")
  private String deviceClass = "gpu";

  @Mixin private ToolkitHooks hooks;

  @Option(
      names = {"--feature-flag", "--feature-flags"},
      paramLabel = "FLAG",
      description = "As of the toolkit, for example enable-coherent-annotations.")
  private List<String> featureFlags = List.of();

  @Option(
      names = {"--csv.file", "--csv.ignore-pattern", "--csv.compat-container-root"},
      hidden = true,
      description = "Accepted: without effect on any mode that a mock node has.")
  private List<String> csv = List.of();

  /**
   * The environment is the node's, which the toolkit's search for programs depends on.
   *
   * @param config a path of the toolkit's configuration file
   */
  CdiRequest request(
      CommandSpec command, HostFiles files, Optional<String> config, Consumer<String> warnings) {
    Map<String, String> environment = CommandEnvironment.of(command);
    Profile chosen = chosenProfile();
    SearchEnvironment search =
        chosen == Profile.TOOLKIT
            ? SearchEnvironment.of(environment, HostCpu.current())
            : SearchEnvironment.plain(HostCpu.current());
    Optional<String> configured =
        chosen == Profile.TOOLKIT && driverRoot.isEmpty()
            ? new ToolkitConfig(config, environment).driverRoot(files, warnings)
            : Optional.empty();
    String root = driverRoot.or(() -> configured).orElse(DEFAULT_DRIVER_ROOT);
    return CdiRequest.of(chosen, location(root), search)
        .withToolkit(toolkitVersion())
        .withMode(chosenMode())
        .withDevices(devices())
        .withKind(new SpecKind(vendor, deviceClass))
        .withHooks(hooks(chosen, command, new HookProgram(environment, files), warnings))
        .withFeatures(known("--feature-flag", featureFlags, FeatureFlag::parse, warnings));
  }

  private HookOptions hooks(
      Profile chosen, CommandSpec command, HookProgram program, Consumer<String> warnings) {
    if (chosen == Profile.STOCK) {
      hooks.requireNone(command.commandLine().getParseResult());
      return HookOptions.DEFAULT;
    }
    return hooks.options(program, warnings);
  }

  private DriverLocation location(String root) {
    return new DriverLocation(
        root.isEmpty() ? "/" : absolute(root),
        devRoot.filter(given -> !given.isEmpty()).map(ToolkitOptions::absolute),
        split(librarySearchPaths).filter(path -> !path.isEmpty()).toList(),
        split(configSearchPaths).toList());
  }

  /** A specification names no path that depends on where the program was started. */
  private static String absolute(String path) {
    return path.startsWith("/") ? path : SlashPath.join(Path.of("").toAbsolutePath() + "", path);
  }

  private Profile chosenProfile() {
    return word("--profile", profile, Profile.values(), p -> p.name().toLowerCase(Locale.ROOT));
  }

  private ToolkitVersion toolkitVersion() {
    return word(
        "--toolkit-version",
        toolkit.replaceFirst("^v", ""),
        ToolkitVersion.values(),
        v -> v.name().substring(1).replace('_', '.'));
  }

  private Mode chosenMode() {
    String wanted = mode.toLowerCase(Locale.ROOT);
    if (NOT_SIMULATED.contains(wanted)) {
      throw new UsageException(
          "--mode: %s is not supported here; it is one of %s"
              .formatted(
                  wanted,
                  Arrays.stream(Mode.values()).map(Mode::text).collect(Collectors.joining(", "))));
    }
    return wanted.equals(AUTO) ? Mode.NVML : word("--mode", wanted, Mode.values(), Mode::text);
  }

  private DeviceSelection devices() {
    List<NamingStrategy> strategies =
        split(naming)
            .map(n -> word("--device-name-strategy", n, NamingStrategy.values(), s -> s.text()))
            .toList();
    return new DeviceSelection(split(deviceIds).toList(), strategies, !noAllDevice);
  }

  /** What the toolkit does not know it passes over, so that newer names do no harm. */
  static <T> Set<T> known(
      String option,
      List<String> given,
      Function<String, Optional<T>> parse,
      Consumer<String> warnings) {
    Set<T> known = new HashSet<>();
    for (String name : split(given).toList()) {
      Optional<T> value = parse.apply(name);
      value.ifPresent(known::add);
      if (value.isEmpty()) {
        warnings.accept(option + ": unknown '" + name + "' is without effect");
      }
    }
    return known;
  }

  /** Lists with commas; an element that is empty stays one. */
  private static Stream<String> split(List<String> given) {
    return given.stream().flatMap(one -> Arrays.stream(one.split(",", -1)));
  }

  private static <T> T word(String option, String given, T[] values, Function<T, String> text) {
    List<String> names = Arrays.stream(values).map(text).toList();
    int index = names.indexOf(given);
    if (index < 0) {
      throw new UsageException(
          "%s: unknown '%s'%s; it is one of %s"
              .formatted(option, given, Hint.near(given, names), String.join(", ", names)));
    }
    return values[index];
  }
}
