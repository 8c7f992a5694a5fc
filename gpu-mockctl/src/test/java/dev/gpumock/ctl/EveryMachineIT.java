package dev.gpumock.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.catalog.Catalog;
import dev.gpumock.topo.catalog.MachineLint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every machine of the catalog, as a node: made, verified, and read by NVIDIA's own programs. */
class EveryMachineIT {
  private static final String JUDGES = "GPU_MOCK_JUDGES";
  private static final List<String> SMI = List.of("nvidia-smi-535", "nvidia-smi-550");

  /** What a healthy node never prints. */
  private static final Pattern BAD =
      Pattern.compile("Unknown Error|ERR!|Failed|Function Not Found");

  private static final Map<String, String> PROGRAMS = new LinkedHashMap<>();

  @TempDir Path temporary;

  @BeforeAll
  static void findPrograms() throws Exception {
    need(System.getenv(JUDGES) != null, JUDGES + " names no program that has NVIDIA's");
    need(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "mknod(2) needs root");
    for (String name : List.of("nvidia-smi-535", "nvidia-smi-550", "nvidia-ctk")) {
      Run found = new Run(List.of(System.getenv(JUDGES), "path", name), Path.of("/"));
      PROGRAMS.put(name, found.done("").strip());
    }
  }

  private static void need(boolean condition, String what) {
    assertTrue(condition || !"true".equals(System.getenv("CI")), what);
    assumeTrue(condition, what);
  }

  static List<String> machines() {
    return Catalog.standard().names();
  }

  @ParameterizedTest
  @MethodSource("machines")
  void isANodeLikeAnyOther(String name) throws Exception {
    Machine machine = Catalog.standard().machine(name, Scratch.NODE);
    assertEquals(List.of(), findings(machine));
    Scratch scratch = Scratch.in(temporary);
    Map<String, Run> runs = made(scratch, name);
    for (String smi : SMI) {
      assertEquals(list(machine), runs.get(smi + "-L").done(name));
      String all = runs.get(smi + "-q").done(name);
      assertTrue(all.contains("Attached GPUs"), all);
      assertFalse(BAD.matcher(all).find(), all);
    }
    String specification = runs.get("ctk").done(name);
    for (Gpu gpu : machine.gpus()) {
      assertTrue(specification.contains("/dev/nvidia" + gpu.minor() + "\n"), specification);
    }
    assertEquals(
        cache(scratch, "judge.cache"), cache(scratch, "ld.so.cache"), name + ": ld.so.cache");
  }

  /** The libraries of a loader cache below the driver root's etc, in the cache's order. */
  private static List<String> cache(Scratch scratch, String file) throws Exception {
    Path etc = scratch.driver().resolve("etc");
    List<String> command = List.of("/sbin/ldconfig", "-p", "-C", etc.resolve(file).toString());
    return new Run(command, etc).done(file).lines().filter(line -> line.contains("=>")).toList();
  }

  /** That a value is approximate is no fault of the machine. */
  private static List<String> findings(Machine machine) {
    return MachineLint.findings(machine).stream()
        .filter(finding -> !finding.contains(": approximate, "))
        .toList();
  }

  /** The node, verified, and programs that read it all at once. */
  private static Map<String, Run> made(Scratch scratch, String name) throws Exception {
    List<String> options =
        List.of("--ignore-real-driver", "--machine", name, "--node-name", Scratch.NODE);
    for (String command : List.of("all", "verify")) {
      List<String> arguments = new ArrayList<>(List.of(command));
      arguments.addAll(scratch.places());
      arguments.addAll(options);
      CliRun run = CliRun.of(Map.of(), arguments);
      assertEquals(ExitCode.DONE, run.code(), command + ": " + run.err() + run.out());
    }
    Map<String, Run> runs = new LinkedHashMap<>();
    Path libraries = scratch.driver().resolve("lib64");
    for (String smi : SMI) {
      runs.put(smi + "-L", new Run(List.of(PROGRAMS.get(smi), "-L"), libraries));
      runs.put(smi + "-q", new Run(List.of(PROGRAMS.get(smi), "-q"), libraries));
    }
    String root = scratch.driver().toString();
    List<String> generate = List.of(PROGRAMS.get("nvidia-ctk"), "--quiet", "cdi", "generate");
    List<String> command = new ArrayList<>(generate);
    command.addAll(List.of("--driver-root", root, "--nvidia-cdi-hook-path", "/usr/bin/hook"));
    runs.put("ctk", new Run(command, libraries));
    List<String> ldconfig =
        List.of("/sbin/ldconfig", "-X", "-r", root, "-C", "/etc/judge.cache", "/lib64");
    new Run(ldconfig, libraries).done(name);
    return runs;
  }

  private static String list(Machine machine) {
    return machine.gpus().stream()
        .map(
            gpu ->
                "GPU %d: %s (UUID: %s)\n"
                    .formatted(gpu.index(), gpu.board().product().name(), gpu.uuid()))
        .collect(Collectors.joining());
  }

  /** A program at work. */
  private static final class Run {
    private final Process process;
    private final Path out;
    private final Path err;

    Run(List<String> command, Path libraries) throws IOException {
      out = Files.createTempFile("every-machine", ".out");
      err = Files.createTempFile("every-machine", ".err");
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("LD_LIBRARY_PATH", libraries.toString());
      process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    }

    /** What it printed, once it has ended well and without a word on stderr. */
    String done(String machine) throws Exception {
      int status = process.waitFor();
      String printed = Files.readString(out, StandardCharsets.ISO_8859_1);
      String complaint = Files.readString(err, StandardCharsets.ISO_8859_1);
      Files.delete(out);
      Files.delete(err);
      String where = machine + ": " + process.info().commandLine().orElse("");
      assertEquals(0, status, where + printed + complaint);
      assertEquals("", complaint, where);
      return printed;
    }
  }
}
