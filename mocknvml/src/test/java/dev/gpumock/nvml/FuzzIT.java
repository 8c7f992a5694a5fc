package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.topo.CpuArchitecture;
import dev.gpumock.topo.catalog.Catalog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All fuzzers at once for a minute: of the library's state and calls, and of nvidia-smi's command
 * line, which begins with lines that its grammar makes. With the property {@code fuzz.runs} each
 * goes on until it has made so many runs. What they print is in target/fuzz-*.log, and an input
 * that breaks the library beside it. Then the same for arm64, by an emulator.
 */
class FuzzIT {
  private static final List<String> MACHINES =
      List.of("gb200", "dgxa100", "v100", "a6000-server", "a10-vgpu-host");
  private static final String NVIDIA_SMI = "fuzz-smi";
  private static final int LINES = 600;
  private static final List<String> FUZZERS = List.of("fuzz-state", "fuzz-calls", NVIDIA_SMI);
  private static final String SECONDS = "60";
  private static final String ARM64_SECONDS = "6";

  private static final List<String> SINCE_570 =
      List.of(
          "power-profiles -ld",
          "power-profiles -sr 0,3",
          "power-smoothing -ppd",
          "power-smoothing -s 1 -i 0",
          "power-smoothing -spp 1",
          "power-smoothing -ptf 50.5 -p 2");
  private static final List<String> ZONES =
      List.of("", "TZ=<+A3>-3:30 ", "", "TZ=A5 ", "TZ=ABC5DEF4:3,J60/1,M11.1.0/-2 ");

  @TempDir Path folder;

  @Test
  void neitherStatesNorCallsNorCommandLinesHurt() throws Exception {
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

  @Test
  void norOnArm64() throws Exception {
    if (PlacedLibrary.ownCpu() == CpuArchitecture.ARM64) {
      return; // it is not the other one: all of the above has run it
    }
    TestPrograms.requireArm64();
    String placed = place();
    List<Process> running = new ArrayList<>();
    for (String name : FUZZERS) {
      Path program = TestPrograms.build("arm64/" + name, "clang");
      List<String> command = TestPrograms.onArm64(program, "GPU_MOCK_PLACED=" + placed);
      command.add(ARM64_SECONDS);
      if (name.equals(NVIDIA_SMI)) {
        command.add(commandLines().toString());
      }
      running.add(start(command, Path.of("target", name + "-arm64.log"), placed));
    }
    for (int i = 0; i < running.size(); i++) {
      assertEquals(0, running.get(i).waitFor(), () -> "see target/fuzz-*-arm64.log");
      String log = Files.readString(Path.of("target", FUZZERS.get(i) + "-arm64.log"));
      assertTrue(log.matches("(?s).*Done [1-9][0-9]* runs\n"), log);
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

  private Process start(Path program, String placed) throws Exception {
    String runs = System.getProperty("fuzz.runs");
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "-seed=1",
                "-max_len=256",
                "-entropic=0",
                "-artifact_prefix=target/" + program.getFileName() + "-",
                runs == null ? "-max_total_time=" + SECONDS : "-runs=" + share(program, runs)));
    if (program.endsWith(NVIDIA_SMI)) {
      command.add(commandLines().toString());
    }
    return start(command, log(program), placed);
  }

  private static Process start(List<String> command, Path log, String placed) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("GPU_MOCK_PLACED", placed);
    return builder.start();
  }

  /** A run of nvidia-smi is a whole command, which takes as long as a hundred calls. */
  private static long share(Path program, String runs) {
    return Long.parseLong(runs) / (program.endsWith(NVIDIA_SMI) ? 100 : 1);
  }

  /**
   * A file for each line, on the first machine, with an undamaged state and with a damaged one; in
   * some time zones.
   */
  private Path commandLines() throws Exception {
    Path corpus = Files.createDirectory(folder.resolve("command-lines"));
    Map<String, List<String>> properties = new HashMap<>();
    List<String> some = List.of("gpu_name", "gpu_uuid", "timestamp", "pid", "no_such_property");
    SmiGrammar.QUERIES.forEach(query -> properties.put(query, some));
    List<List<String>> lines =
        new ArrayList<>(
            new SmiCommandLines(1, SmiGrammar.pools(properties), SmiGrammar.families())
                .make(LINES));
    for (String line : SINCE_570) {
      lines.add(List.of(line));
    }
    for (int i = 0; i < lines.size(); i++) {
      Files.writeString(
          corpus.resolve("line" + i),
          "\0"
              + (char) (i % 2)
              + (i % 2 == 0 ? "" : "broken")
              + ZONES.get(i % ZONES.size())
              + String.join(" ", lines.get(i)),
          StandardCharsets.ISO_8859_1);
    }
    return corpus;
  }
}
