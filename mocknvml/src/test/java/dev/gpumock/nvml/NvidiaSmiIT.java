package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.nvml.Judges.Verdict;
import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.catalog.Catalog;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** NVIDIA's own nvidia-smi, of two driver branches, on every machine of the catalog. */
class NvidiaSmiIT {
  private static final List<String> VERSIONS = List.of("nvidia-smi-535", "nvidia-smi-550");

  /**
   * What a healthy node never prints. "Unknown" alone is the word for Blackwell in old programs.
   */
  private static final Pattern BAD =
      Pattern.compile("Unknown Error|ERR!|Failed|Function Not Found");

  /** What both versions can be asked to display alone. */
  private static final String SECTIONS =
      "MEMORY,UTILIZATION,ECC,TEMPERATURE,POWER,CLOCK,COMPUTE,PIDS,PERFORMANCE,SUPPORTED_CLOCKS,"
          + "PAGE_RETIREMENT,ACCOUNTING,ENCODER_STATS,SUPPORTED_GPU_TARGET_TEMP,VOLTAGE,FBC_STATS,"
          + "ROW_REMAPPER,RESET_STATUS";

  private static final Pattern PROPERTY =
      Pattern.compile("^\"([a-z_][a-z0-9_.]+)\"", Pattern.MULTILINE);

  private static final List<String> QUERIES =
      List.of(
          "gpu",
          "compute-apps",
          "accounted-apps",
          "retired-pages",
          "remapped-rows",
          "supported-clocks");

  private static final List<List<String>> COMMANDS =
      List.of(
          List.of(),
          List.of("-i", "0"),
          List.of("-q"),
          List.of("-q", "-d", SECTIONS),
          List.of("-q", "-x"),
          List.of("topo", "-m"),
          List.of("topo", "-p2p", "r"),
          List.of("nvlink", "-s"),
          List.of("nvlink", "-c"),
          List.of("nvlink", "-e"),
          List.of("dmon", "-c", "1"),
          List.of("pmon", "-c", "1"));

  /** One machine of each kind, for the commands that need not be tried on all. */
  private static final List<String> KINDS = List.of("dgxa100", "gb200", "h100", "t4");

  static Stream<String> kinds() {
    return KINDS.stream();
  }

  static Stream<String> machines() {
    return Catalog.standard().names().stream();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void printsNoErrorOfItsOwn(String name, @TempDir Path folder) throws Exception {
    Machine machine = Catalog.standard().machine(name, "node-a");
    PlacedLibrary.in(folder, machine);
    boolean linked = machine.gpus().get(0).board().nvlink().isPresent();
    for (String version : VERSIONS) {
      for (List<String> command : COMMANDS) {
        Verdict verdict = Judges.run(version, folder, command.toArray(String[]::new));
        String where = version + " " + String.join(" ", command);
        assertAll(
            where,
            () -> assertEquals(0, verdict.status()),
            () -> assertEquals("", verdict.err()),
            () -> assertEquals(!linked && command.contains("nvlink"), verdict.out().isBlank()),
            () -> assertFalse(BAD.matcher(verdict.out()).find(), verdict.out()));
      }
    }
  }

  /** All that the program says it can be asked for, in one table for each query. */
  @ParameterizedTest
  @MethodSource("kinds")
  void answersAllThatItsHelpLists(String name, @TempDir Path folder) throws Exception {
    PlacedLibrary.in(folder, Catalog.standard().machine(name, "node-a"));
    for (String version : VERSIONS) {
      for (String query : QUERIES) {
        String help = Judges.run(version, folder, "--help-query-" + query).out();
        List<String> properties =
            PROPERTY.matcher(help).results().map(found -> found.group(1)).toList();
        String asked = "--query-" + query + "=" + String.join(",", properties);
        Verdict verdict = Judges.run(version, folder, asked, "--format=csv");
        assertAll(
            version + " " + asked,
            () -> assertTrue(properties.size() > 2),
            () -> assertEquals(0, verdict.status()),
            () -> assertEquals("", verdict.err()),
            () -> assertFalse(BAD.matcher(verdict.out()).find(), verdict.out()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("machines")
  void answersWhatIsAskedByName(String name, @TempDir Path folder) throws Exception {
    Machine machine = Catalog.standard().machine(name, "node-a");
    PlacedLibrary.in(folder, machine);
    Gpu gpu = machine.gpus().get(0);
    Verdict verdict =
        Judges.run(
            "nvidia-smi-550",
            folder,
            "-i",
            "0",
            "--query-gpu=uuid,driver_version,memory.total,pci.device_id",
            "--format=csv,noheader,nounits");
    assertTrue(
        verdict
            .out()
            .startsWith(
                "%s, %s, %d, 0x%04X10DE"
                    .formatted(
                        gpu.uuid(),
                        machine.driver().version(),
                        gpu.board().memory().totalMiB(),
                        gpu.board().pci().device())),
        verdict.out());
  }
}
