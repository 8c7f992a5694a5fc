package dev.gpumock.ctl;

import dev.gpumock.cdi.request.CdiRequest;
import dev.gpumock.cdi.request.DeviceSelection;
import dev.gpumock.cdi.request.DriverLocation;
import dev.gpumock.cdi.request.FeatureFlag;
import dev.gpumock.cdi.request.HookName;
import dev.gpumock.cdi.request.HookOptions;
import dev.gpumock.cdi.request.Mode;
import dev.gpumock.cdi.request.NamingStrategy;
import dev.gpumock.cdi.request.Profile;
import dev.gpumock.cdi.request.SearchEnvironment;
import dev.gpumock.cdi.request.ToolkitVersion;
import dev.gpumock.cdi.spec.SpecKind;
import dev.gpumock.cdi.tree.HostFiles;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/**
 * What a specification is made of, by the options of {@code nvidia-ctk cdi generate}: a script for
 * the toolkit works here with its flags unchanged.
 */
final class ToolkitOptions {
  private static final String AUTO = "auto";

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
      description = "The driver's root directory on the node. Default: ${DEFAULT-VALUE}.")
  private String driverRoot = "/var/lib/nvidia-mock/driver";

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

  @Option(names = "--no-all-device", description = "No device 'all'.")
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

  @Option(
      names = {"--nvidia-cdi-hook-path", "--nvidia-ctk-path"},
      paramLabel = "FILE",
      description =
          "The hooks' program on the node. Default: nvidia-cdi-hook in PATH, else in /usr/bin.")
  private Optional<String> hookProgram = Optional.empty();

  @Option(
      names = "--ldconfig-path",
      paramLabel = "FILE",
      description = "For the hook that updates the loader's cache.")
  private Optional<String> ldconfig = Optional.empty();

  @Option(
      names = {"--disable-hook", "--disable-hooks"},
      paramLabel = "HOOK",
      description = "Leave a hook out; 'all' leaves out all that --enable-hook does not name.")
  private List<String> disabledHooks = List.of();

  @Option(
      names = {"--enable-hook", "--enable-hooks"},
      paramLabel = "HOOK",
      description = "Put a hook in; it wins over --disable-hook.")
  private List<String> enabledHooks = List.of();

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

  /** The environment is the node's, which the toolkit's search for programs depends on. */
  CdiRequest request(Map<String, String> environment, HostFiles files, Consumer<String> warnings) {
    Profile chosen = chosenProfile();
    SearchEnvironment search =
        chosen == Profile.TOOLKIT
            ? SearchEnvironment.of(environment, HostCpu.current())
            : SearchEnvironment.plain(HostCpu.current());
    return CdiRequest.of(chosen, location(), search)
        .withToolkit(toolkitVersion())
        .withMode(chosenMode())
        .withDevices(devices())
        .withKind(new SpecKind(vendor, deviceClass))
        .withHooks(hooks(chosen, new HookProgram(environment, files), warnings))
        .withFeatures(known("--feature-flag", featureFlags, FeatureFlag::parse, warnings));
  }

  DriverLocation location() {
    return new DriverLocation(
        absolute("--driver-root", driverRoot),
        devRoot.filter(given -> !given.isEmpty()).map(root -> absolute("--dev-root", root)),
        split(librarySearchPaths).filter(path -> !path.isEmpty()).toList(),
        split(configSearchPaths).filter(path -> !path.isEmpty()).toList());
  }

  private static String absolute(String option, String path) {
    if (!path.startsWith("/")) {
      throw new UsageException(option + " is the relative path '" + path + "'; write it from / on");
    }
    return path;
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
    return wanted.equals(AUTO) ? Mode.NVML : word("--mode", wanted, Mode.values(), Mode::text);
  }

  private DeviceSelection devices() {
    List<NamingStrategy> strategies =
        split(naming)
            .map(n -> word("--device-name-strategy", n, NamingStrategy.values(), s -> s.text()))
            .toList();
    return new DeviceSelection(split(deviceIds).toList(), strategies, !noAllDevice);
  }

  private HookOptions hooks(Profile chosen, HookProgram program, Consumer<String> warnings) {
    boolean asked =
        hookProgram.isPresent()
            || ldconfig.isPresent()
            || !disabledHooks.isEmpty()
            || !enabledHooks.isEmpty();
    if (chosen == Profile.STOCK && asked) {
      throw new UsageException("the profile stock has no hooks; add --profile toolkit");
    }
    Set<HookName> enabled = known("--enable-hook", enabledHooks, HookName::parse, warnings);
    if (enabled.contains(HookName.ALL)) {
      throw new UsageException("--enable-hook: hooks are enabled by name, 'all' cannot be");
    }
    return new HookOptions(
        program.of(hookProgram),
        ldconfig.filter(path -> !path.isEmpty()),
        known("--disable-hook", disabledHooks, HookName::parse, warnings),
        enabled);
  }

  /** What the toolkit does not know it passes over, so that newer names do no harm. */
  private static <T> Set<T> known(
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
