package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.nvml.Judges.Verdict;
import dev.gpumock.topo.Bdf;
import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.NvSwitch;
import dev.gpumock.topo.catalog.Catalog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that watch GPUs, written by others in five languages, on machines unlike each other. */
class MonitorsIT {
  private static final Pattern BAD = Pattern.compile("Unknown Error|ERR!|NVML_ERROR_UNKNOWN");
  private static final int SCREEN_SECONDS = 2;

  /**
   * What a monitor is called with, and what it must print about each GPU.
   *
   * @param perGpu of a GPU: a text that is printed once at least
   */
  private record Monitor(String judge, List<String> arguments, Function<Gpu, String> perGpu) {}

  private static final List<Monitor> MONITORS =
      List.of(
          new Monitor("pynvml-sweep-12.535", List.of(), MonitorsIT::uuid),
          new Monitor("pynvml-sweep-12.560", List.of(), MonitorsIT::uuid),
          new Monitor("pynvml-sweep-13", List.of(), MonitorsIT::uuid),
          new Monitor("gpustat", List.of("--json"), MonitorsIT::uuid),
          new Monitor("nvitop", List.of("-1"), MonitorsIT::shortName),
          new Monitor("py3smi", List.of(), gpu -> gpu.board().memory().totalMiB() + "MiB"),
          new Monitor("nvtop", List.of("-s"), MonitorsIT::name),
          new Monitor("btop", List.of(), MonitorsIT::shortName),
          new Monitor("btm", List.of(), MonitorsIT::name),
          new Monitor("hwloc", List.of("--only", "osdev"), gpu -> "\"nvml" + gpu.index() + "\""),
          new Monitor("alumet", List.of(), gpu -> ";gpu;" + busId(gpu) + ";"),
          new Monitor("nvidia-smi-470", List.of("-q"), MonitorsIT::uuid),
          new Monitor("nvidia-smi-525", List.of("-q"), MonitorsIT::uuid));

  private static String name(Gpu gpu) {
    return gpu.board().product().name();
  }

  /** Many leave the maker's name out. */
  private static String shortName(Gpu gpu) {
    return name(gpu).replace("NVIDIA ", "");
  }

  private static String uuid(Gpu gpu) {
    return gpu.uuid().toString();
  }

  private static String busId(Gpu gpu) {
    Bdf bdf = gpu.bdf();
    return "%08X:%02X:%02X.0".formatted(bdf.domain(), bdf.bus(), bdf.device());
  }

  /** They mostly wait: all run at once. */
  @ParameterizedTest
  @ValueSource(strings = {"gb200", "dgxa100", "t4"})
  void allShowTheGpus(String name, @TempDir Path folder) throws Exception {
    Judges.require();
    Machine machine = Catalog.standard().machine(name, "node-a");
    PlacedLibrary.in(folder, machine);
    ExecutorService pool = Executors.newFixedThreadPool(MONITORS.size());
    List<Future<Verdict>> verdicts =
        MONITORS.stream().map(monitor -> pool.submit(() -> run(monitor, folder))).toList();
    pool.shutdown();
    assertAll(
        IntStream.range(0, verdicts.size())
            .mapToObj(i -> () -> check(machine, MONITORS.get(i), verdicts.get(i).get())));
  }

  private static Verdict run(Monitor monitor, Path folder) throws Exception {
    String[] arguments = monitor.arguments().toArray(String[]::new);
    return Judges.runFor(SCREEN_SECONDS, monitor.judge(), folder, arguments);
  }

  private static void check(Machine machine, Monitor monitor, Verdict verdict) {
    List<String> missing =
        machine.gpus().stream()
            .map(monitor.perGpu())
            .filter(text -> !verdict.out().contains(text))
            .toList();
    assertAll(
        monitor.judge(),
        () -> assertEquals(0, verdict.status()),
        () -> assertEquals(List.of(), complaints(machine, verdict.err())),
        () -> assertFalse(BAD.matcher(verdict.out()).find(), verdict.out()),
        () -> assertEquals(List.of(), missing, verdict.out()));
  }

  /**
   * Of one GPU, the energy that alumet counts in a second is what the power of that second says.
   */
  @Test
  void energyIsPowerByTime(@TempDir Path folder) throws Exception {
    Judges.require();
    PlacedLibrary.in(folder, Catalog.standard().machine("t4", "node-a"));
    String table = Judges.runFor(SCREEN_SECONDS, "alumet", folder).out();
    List<String[]> power = rows(table, "nvml_instant_power_mW");
    List<String[]> energy = rows(table, "nvml_energy_consumption_mJ");
    assertTrue(power.size() > 1 && !energy.isEmpty(), table);
    Duration passed = Duration.between(time(power.get(0)), time(energy.get(0)));
    double wanted = Double.parseDouble(power.get(0)[2]) * passed.toMillis() / 1000;
    double counted = Double.parseDouble(energy.get(0)[2]);
    assertTrue(passed.toMillis() > 0 && Math.abs(counted - wanted) < wanted / 10, table);
  }

  private static List<String[]> rows(String table, String metric) {
    return table
        .lines()
        .filter(line -> line.startsWith(metric + ";"))
        .map(line -> line.split(";"))
        .toList();
  }

  private static Instant time(String[] row) {
    return Instant.parse(row[1]);
  }

  private static List<String> complaints(Machine machine, String err) {
    return err.lines().filter(line -> !isExpected(line, machine)).toList();
  }

  /**
   * Alumet's log of what it does, with indented lists; and what hwloc says of switches, see below.
   */
  private static boolean isExpected(String line, Machine machine) {
    return line.startsWith(" ") || line.contains(" INFO ") || isSwitchNotFound(line, machine);
  }

  /**
   * The other end of an NVLink is a PCI device of the machine, which hwloc looks for among those of
   * the computer it runs on. It has asked and was told right if it names a switch of the machine.
   */
  private static boolean isSwitchNotFound(String line, Machine machine) {
    Matcher peer = Pattern.compile("failed to find NVLink peer (\\S+)$").matcher(line);
    return peer.find()
        && machine.nvSwitches().stream()
            .map(NvSwitch::bdf)
            .anyMatch(bdf -> bdf.toString().equals(peer.group(1) + ".0"));
  }
}
