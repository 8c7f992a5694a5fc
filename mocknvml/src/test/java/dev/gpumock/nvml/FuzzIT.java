package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.topo.catalog.Catalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both fuzzers at once, each on a core of its own, for half a minute. With the property {@code
 * fuzz.runs} each goes on until it has made so many runs. What they print is in target/fuzz-*.log,
 * and an input that breaks the library beside it.
 */
class FuzzIT {
  private static final List<String> MACHINES = List.of("gb200", "dgxa100", "v100", "a6000-server");
  private static final List<String> FUZZERS = List.of("fuzz-state", "fuzz-calls");
  private static final String SECONDS = "30";

  @TempDir Path folder;

  @Test
  void neitherStatesNorCallsHurt() throws Exception {
    List<Path> programs = new ArrayList<>();
    for (String name : FUZZERS) {
      programs.add(TestPrograms.buildSanitized(name));
    }
    String placed = place();
    List<Process> running = new ArrayList<>();
    for (Path program : programs) {
      running.add(start(program, placed));
    }
    for (int i = 0; i < running.size(); i++) {
      assertEquals(0, running.get(i).waitFor(), () -> "see target/fuzz-*.log");
      String log = Files.readString(log(programs.get(i)));
      assertTrue(log.contains("Done "), log);
    }
  }

  private String place() throws Exception {
    List<String> placed = new ArrayList<>();
    for (String machine : MACHINES) {
      Path own = Files.createDirectory(folder.resolve(machine));
      placed.add(PlacedLibrary.in(own, Catalog.standard().machine(machine, "node-a")).toString());
    }
    return String.join(":", placed);
  }

  private static Path log(Path program) {
    return Path.of("target", program.getFileName() + ".log");
  }

  private static Process start(Path program, String placed) throws Exception {
    String runs = System.getProperty("fuzz.runs");
    List<String> command =
        List.of(
            program.toString(),
            "-seed=1",
            "-max_len=256",
            "-entropic=0",
            "-artifact_prefix=target/" + program.getFileName() + "-",
            runs == null ? "-max_total_time=" + SECONDS : "-runs=" + runs);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log(program).toFile());
    builder.environment().put("GPU_MOCK_PLACED", placed);
    return builder.start();
  }
}
