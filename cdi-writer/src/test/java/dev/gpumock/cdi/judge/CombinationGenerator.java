package dev.gpumock.cdi.judge;

import dev.gpumock.cdi.request.DeviceSelection;
import dev.gpumock.cdi.request.FeatureFlag;
import dev.gpumock.cdi.request.HookName;
import dev.gpumock.cdi.request.HookOptions;
import dev.gpumock.cdi.request.Mode;
import dev.gpumock.cdi.request.NamingStrategy;
import dev.gpumock.cdi.spec.SpecKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Draws combinations, always the same ones of a seed. Each dimension is drawn by itself, so that in
 * a thousand every pair of values meets.
 */
final class CombinationGenerator {
  static final List<String> ROOTS =
      List.of("/", "/run/nvidia/driver", "/var/lib/nvidia-mock/driver");

  private final Random random;
  private final List<TestMachine> machines;

  CombinationGenerator(long seed, List<TestMachine> machines) {
    this.random = new Random(seed);
    this.machines = List.copyOf(machines);
  }

  /** With the tree given, all else drawn. */
  Combination next(DriverTree.Shape shape) {
    Mode mode =
        oneOf(
            List.of(
                Mode.NVML,
                Mode.NVML,
                Mode.NVML,
                Mode.NVML,
                Mode.NVML,
                Mode.MANAGEMENT,
                Mode.IMEX,
                Mode.NVSWITCH,
                Mode.GDS,
                Mode.GDRCOPY,
                Mode.MOFED));
    return new Combination(
        shape,
        mode,
        devices(mode, shape.machine()),
        oneOf(
            List.of(SpecKind.NVIDIA_GPU, SpecKind.NVIDIA_GPU, new SpecKind("a-b.example", "x.y"))),
        hooks(),
        features(),
        librarySearchPaths(shape),
        configSearchPaths(shape),
        random.nextBoolean());
  }

  DriverTree.Shape shape() {
    return shape(oneOf(machines));
  }

  DriverTree.Shape shape(TestMachine machine) {
    String root = oneOf(ROOTS);
    return new DriverTree.Shape(
        machine,
        root,
        oneOf(List.of(root, root, "/", "/run/nodes")),
        oneOf(List.of(DriverTree.Layout.values())),
        random.nextBoolean());
  }

  private List<String> librarySearchPaths(DriverTree.Shape shape) {
    String libraries = shape.libraries();
    return oneOf(
        List.of(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(libraries),
            List.of("/none:" + libraries),
            List.of(libraries + "/", "/usr/lib/x86_64-linux-gnu", libraries + "/vdpau")));
  }

  private List<String> configSearchPaths(DriverTree.Shape shape) {
    String root = shape.root().equals("/") ? "" : shape.root();
    return oneOf(
        List.of(
            List.of(),
            List.of(),
            List.of(),
            List.of("/etc:/usr/share", "/none"),
            List.of(root + "/usr/share", root + "/etc/"),
            List.of(root + "/usr/share:" + root + "/usr/share")));
  }

  /** Roots to move a specification from, and to. */
  List<String> transform(DriverTree.Shape shape) {
    String from =
        oneOf(
            List.of(
                shape.root(), shape.devRoot(), "/usr", "/run/nvidia/driver/de", "/lib64/", "/"));
    String to = oneOf(List.of("/", "/host", "/host/", "/run/nvidia/driver", "/usr/../opt", from));
    return List.of(from, to, oneOf(List.of("host", "container")));
  }

  private DeviceSelection devices(Mode mode, TestMachine machine) {
    List<NamingStrategy> naming = Combination.naming(1 + random.nextInt(7));
    List<String> ids = mode == Mode.IMEX ? channels() : gpus(machine);
    return new DeviceSelection(ids, naming, random.nextInt(4) > 0);
  }

  private List<String> gpus(TestMachine machine) {
    int count = machine.facts().gpus().size();
    String index = String.valueOf(random.nextInt(count));
    String uuid = machine.facts().gpus().get(random.nextInt(count)).uuid();
    String last = String.valueOf(count - 1);
    return oneOf(
        List.of(
            List.of("all"),
            List.of("all"),
            List.of("all"),
            List.of(index),
            List.of(uuid),
            List.of(last),
            List.of(index, uuid),
            List.of("none"),
            List.of(index, "all"),
            List.of("99"),
            List.of("gpu0"),
            List.of("0:0"),
            List.of("1:1", "0:0"),
            List.of("2:0"),
            List.of("0:7"),
            List.of(index, index),
            List.of(migUuid(machine)),
            List.of(migUuid(machine), index)));
  }

  /** Of a MIG device, or a wrong one. */
  private String migUuid(TestMachine machine) {
    List<String> uuids =
        machine.facts().gpus().stream()
            .flatMap(gpu -> gpu.migDevices().stream())
            .map(mig -> mig.uuid())
            .toList();
    return uuids.isEmpty() ? "MIG-12345678-1234-1234-1234-123456789abc" : oneOf(uuids);
  }

  private List<String> channels() {
    return oneOf(
        List.of(
            List.of("all"),
            List.of("0"),
            List.of("channel2047", "1"),
            List.of("5"),
            List.of("1048576"),
            List.of("x"),
            List.of("0", "0")));
  }

  private HookOptions hooks() {
    HookOptions options =
        HookOptions.DEFAULT.withProgram(
            oneOf(
                List.of(
                    "/usr/bin/nvidia-cdi-hook",
                    "/usr/local/nvidia/toolkit/nvidia-cdi-hook",
                    "/usr/bin/nvidia-ctk")));
    if (random.nextInt(3) == 0) {
      options = options.withLdconfig("/sbin/ldconfig.real");
    }
    return options.withDisabled(some(true)).withEnabled(some(false));
  }

  private Set<HookName> some(boolean withAll) {
    Set<HookName> hooks = EnumSet.noneOf(HookName.class);
    for (HookName hook : HookName.values()) {
      if (random.nextInt(8) == 0 && (withAll || hook != HookName.ALL)) {
        hooks.add(hook);
      }
    }
    return random.nextBoolean() ? Set.of() : hooks;
  }

  private Set<FeatureFlag> features() {
    Set<FeatureFlag> features = EnumSet.noneOf(FeatureFlag.class);
    for (FeatureFlag feature : FeatureFlag.values()) {
      if (random.nextInt(6) == 0) {
        features.add(feature);
      }
    }
    return features;
  }

  private <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
