package dev.gpumock.ctl;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.catalog.Catalog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a driver library shows in /proc and /sys of a privileged container, and that nobody else
 * sees it. A mount namespace with mounts that propagate stands for the node.
 */
@Isolated("compares the mounts of the whole computer, and other tests mount things")
class KernelViewIT {
  private static final int SECONDS = 60;
  private static final List<String> PLACES =
      List.of(
          "/proc/devices",
          "/proc/driver",
          "/proc/driver/nvidia/capabilities",
          "/sys/bus/pci/devices",
          "/sys/devices");

  @TempDir private Path temporary;
  private Scratch scratch;

  @BeforeEach
  void prepare() throws Exception {
    need("root".equals(System.getProperty("user.name")), "needs root, to mount");
    need(Files.isExecutable(Path.of("/usr/bin/gcc")), "needs gcc");
    need(Files.isExecutable(Path.of("/usr/bin/setpriv")), "needs setpriv");
    scratch = Scratch.in(temporary);
    for (String name : List.of("initialise.c", "node.sh", "inside.sh")) {
      try (InputStream in = KernelViewIT.class.getResourceAsStream("/kernel-view/" + name)) {
        Files.copy(in, scratch.folder().resolve(name));
      }
    }
    String source = scratch.folder().resolve("initialise.c").toString();
    String program = scratch.folder().resolve("initialise").toString();
    run(List.of("gcc", "-o", program, source, "-ldl"));
  }

  private static void need(boolean condition, String what) {
    if (!condition && "true".equals(System.getenv("CI"))) {
      fail(what);
    }
    assumeTrue(condition, what);
  }

  private String run(List<String> command) throws Exception {
    Path out = scratch.folder().resolve("out");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      fail(command + " did not end within " + SECONDS + " s: " + Files.readString(out));
    }
    assertEquals(0, process.exitValue(), Files.readString(out));
    return Files.readString(out);
  }

  private Machine make(String name, String... options) {
    String[] arguments =
        Stream.concat(
                Stream.of("--machine", name, "--node-name", Scratch.NODE), Arrays.stream(options))
            .toArray(String[]::new);
    scratch.run("cdi", arguments).done();
    return Catalog.standard().machine(name, Scratch.NODE);
  }

  /** What the container sees, of a section of its report. */
  private static List<String> section(String report, String name) {
    return report
        .lines()
        .dropWhile(line -> !line.equals(name + ":"))
        .skip(1)
        .takeWhile(line -> !line.endsWith(":"))
        .toList();
  }

  /** Runs a container in a node; words before its shell change what it may do. */
  private String container(Machine machine, String... with) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("unshare", "--mount", "--pid", "--fork", "--mount-proc"));
    command.addAll(List.of("--propagation", "private"));
    command.addAll(List.of("sh", scratch.folder().resolve("node.sh").toString()));
    command.add(scratch.folder().toString());
    command.add("libnvidia-ml.so." + machine.driver().version());
    command.addAll(List.of(with));
    String before = Files.readString(Path.of("/proc/self/mountinfo"));
    String report = run(command);
    assertEquals(before, Files.readString(Path.of("/proc/self/mountinfo")));
    assertTrue(report.endsWith("the node's mounts are as they were\n"), report);
    assertFalse(report.contains("not initialised"), report);
    return report;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dgxa100", "gb200", "t4"})
  void showsTheGpusBesideWhatTheKernelHas(String name) throws Exception {
    Machine machine = make(name);
    String report = container(machine);
    List<String> pci = section(report, "pci");
    Path version = scratch.driver().resolve("proc/driver/nvidia/version");
    assertAll(
        () -> assertEquals(PLACES, section(report, "mounts").stream().sorted().toList(), report),
        () -> assertEquals(Files.readAllLines(version), section(report, "version")),
        () -> assertTrue(section(report, "devices").containsAll(names(Path.of("/sys/devices")))));
    List<String> real = names(Path.of("/sys/bus/pci/devices"));
    for (Gpu gpu : machine.gpus()) {
      if (real.contains(gpu.bdf().toString())) {
        continue; // the kernel's own device was there first
      }
      String root = "pci%04x:%02x".formatted(gpu.bdf().domain(), gpu.bdf().bus());
      String line = "%s ../../../devices/%s/%s 0x10de".formatted(gpu.bdf(), root, gpu.bdf());
      assertTrue(pci.contains(line), line + " in " + report);
    }
    for (String device : real) {
      Path link = Path.of("/sys/bus/pci/devices", device);
      String vendor = Files.readString(link.resolve("vendor")).strip();
      String line = "%s %s %s".formatted(device, Files.readSymbolicLink(link), vendor);
      assertTrue(pci.contains(line), line + " in " + report);
    }
  }

  private static String access(String instance, int minor) {
    return "gpu1/mig/%s/access DeviceFileMinor: %d DeviceFileMode: 292 DeviceFileModify: 1 "
        .formatted(instance, minor);
  }

  /** The numbers are those of the driver: 3 + 135 for each GPU + 9 for each instance. */
  @Test
  void showsTheFilesOfMigInstancesAsLongAsTheyAreThere() throws Exception {
    String report = container(make("dgxa100"));
    List<String> without = section(report, "no instances");
    assertEquals(
        List.of("fabric-imex-mgmt", "mig/config", "mig/monitor"),
        without.stream().map(line -> line.replaceFirst(" .*", "")).toList(),
        report);
    List<String> with = new ArrayList<>(section(report, "instances"));
    with.removeAll(without);
    assertEquals(
        List.of(
            access("gi2", 156), access("gi2/ci0", 157), access("gi7", 201), access("gi7/ci0", 202)),
        with,
        report);
    assertEquals(without, section(report, "none left"));
  }

  /** Those that the node starts with are there at once, and go with the instances. */
  @Test
  void showsTheFilesOfMigInstancesThatTheNodeStartsWith() throws Exception {
    Path file =
        Files.writeString(
            scratch.folder().resolve("mine.yaml"),
            "extends: dgxa100\ngpus:\n"
                + "  - {index: 1, gpuInstances: [{profile: 3g.20gb}, {profile: 1g.5gb}]}\n");
    scratch.run("cdi", "--machine", file + "", "--node-name", Scratch.NODE).done();
    String report = container(Catalog.standard().machine(file, Scratch.NODE));
    List<String> with = new ArrayList<>(section(report, "no instances"));
    List<String> without = section(report, "none left");
    assertEquals(
        List.of("fabric-imex-mgmt", "mig/config", "mig/monitor"),
        without.stream().map(line -> line.replaceFirst(" .*", "")).toList(),
        report);
    with.removeAll(without);
    assertEquals(
        List.of(
            access("gi2", 156), access("gi2/ci0", 157), access("gi7", 201), access("gi7/ci0", 202)),
        with,
        report);
  }

  /** As its own users search it. */
  @Test
  void showsTheNumberOfTheCapabilitiesInProcDevices() throws Exception {
    String report = container(make("t4"));
    assertTrue(
        Pattern.compile("(?s)Character devices:.*?([0-9]+) nvidia-caps\n.*Block devices:")
            .matcher(report)
            .find(),
        report);
    for (String line : Files.readAllLines(Path.of("/proc/devices"))) {
      assertTrue(report.lines().anyMatch(line::equals), line + " in " + report);
    }
  }

  private static void nothingIsShown(String report) {
    assertAll(
        () -> assertEquals(List.of(), section(report, "mounts")),
        () -> assertEquals(List.of(), section(report, "version")),
        () -> assertFalse(report.contains("0x10de"), report));
  }

  @Test
  void showsNothingWithoutTheRightToMount() throws Exception {
    nothingIsShown(container(make("t4"), "setpriv", "--bounding-set", "-sys_admin"));
  }

  @Test
  void showsNothingWhenTheNodeIsMadeSo() throws Exception {
    nothingIsShown(container(make("t4", "--no-kernel-view")));
  }

  /** Wherever the driver root is mounted there. */
  @Test
  void showsNothingOnTheNodeItself() throws Exception {
    nothingIsShown(container(make("t4"), "node"));
  }
}
