package dev.gpumock.nvml;

import static dev.gpumock.nvml.TestPrograms.assertDone;
import static dev.gpumock.nvml.TestPrograms.assertSilent;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gpumock.nvml.NvmlFunctions.Kind;
import dev.gpumock.nvml.NvmlFunctions.NvmlFunction;
import dev.gpumock.topo.catalog.Catalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every exported function, called in all the ways that do not depend on what it is about. */
class SweepIT {
  /** Together they have all that a function may ask for: MIG, fans, black boxes, old NVLinks. */
  private static final List<String> MACHINES =
      List.of("dgxa100", "a6000-server", "v100", "p5.48xlarge", "gb200", "p6e-gb200.36xlarge");

  private static final String SUCCESS = "0";
  private static final String TIMEOUT = "10";

  /** These are no questions: the sweep does not call them, {@code contract} and the judges do. */
  private static final Set<String> NOT_SWEPT =
      Set.of("nvmlErrorString", "nvmlInternalGetExportTable");

  /** Nothing happens while the sweep waits: the end of a wait is as good as it gets. */
  private static final Set<String> WAITS =
      Set.of("nvmlEventSetWait", "nvmlEventSetWait_v2", "nvmlSystemEventSetWait");

  @TempDir Path folder;

  private Path place(String machine) throws Exception {
    Path own = Files.createDirectory(folder.resolve(machine));
    return PlacedLibrary.in(own, Catalog.standard().machine(machine, "node-a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gb200", "h100", "dgxa100", "a6000-server", "v100", "t4"})
  void refusesWhatItMust(String machine) throws Exception {
    Path program = TestPrograms.build("contract", "cc");
    assertSilent(TestPrograms.runWith(place(machine).getParent(), program));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gb200", "dgxa100", "a6000-server", "v100", "t4"})
  void touchesOnlyWhatItIsGiven(String machine) throws Exception {
    Path program = TestPrograms.buildSanitized("contract-sanitized");
    Map<String, String> library = Map.of("GPU_MOCK_PLACED", place(machine).toString());
    assertSilent(TestPrograms.run(library, List.of(program.toString())));
  }

  /** The table's kinds are true: what it calls answered is, on one of the machines; no refusal. */
  @Test
  void theTableTellsWhichAreAnswered() throws Exception {
    Map<String, Set<String>> codes = sweepAll();
    List<String> wrong =
        NvmlFunctions.all().stream()
            .filter(function -> !NOT_SWEPT.contains(function.name()))
            .filter(function -> answered(function, codes) == (function.kind() == Kind.REFUSED))
            .map(function -> function + ": " + codes.get(function.name()))
            .toList();
    assertEquals(List.of(), wrong);
  }

  private static boolean answered(NvmlFunction function, Map<String, Set<String>> codes) {
    String best = WAITS.contains(function.name()) ? TIMEOUT : SUCCESS;
    return codes.getOrDefault(function.name(), Set.of()).contains(best);
  }

  private Map<String, Set<String>> sweepAll() throws Exception {
    Map<String, Set<String>> codes = new HashMap<>();
    for (String machine : MACHINES) {
      for (String mode : List.of("whole", "mig")) {
        Path libraries = placeInUse(machine, mode);
        collect(sweep(libraries, mode, "nvmlDeviceGetAccounting"), codes); // before it is cleared
        collect(sweep(libraries, mode, ""), codes);
      }
    }
    return codes;
  }

  private static void collect(String lines, Map<String, Set<String>> codes) {
    for (String line : lines.lines().toList()) {
      String[] words = line.split(" ");
      codes.computeIfAbsent(words[0], name -> new TreeSet<>()).add(words[1]);
    }
  }

  private Path placeInUse(String machine, String mode) throws Exception {
    Path own = Files.createDirectories(folder.resolve(machine).resolve(mode));
    Path library = PlacedLibrary.in(own, Catalog.standard().machine(machine, "node-a"));
    use(LiveState.open(library));
    return own;
  }

  /** A process runs, and one that has ended was accounted. */
  private static void use(LiveState state) {
    state.change(edit -> edit.gpu(0, "accounting", 1).process(0, 4711, 1, 1 << 20, "train"));
    state.change(edit -> edit.endProcess(4711));
    state.change(edit -> edit.process(0, 4711, 1, 1 << 20, "train"));
  }

  private static String sweep(Path libraries, String mode, String start) throws Exception {
    Path program = TestPrograms.build("sweep", "cc");
    return assertDone(TestPrograms.runWith(libraries, program, mode, start));
  }
}
