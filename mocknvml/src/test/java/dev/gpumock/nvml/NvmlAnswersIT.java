package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gpumock.nvml.NvmlFunctions.Kind;
import dev.gpumock.nvml.NvmlFunctions.NvmlFunction;
import dev.gpumock.topo.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each row of the table of functions is proved by calling it: the sweep program calls all functions
 * on every machine of the catalog, with and without GPU instances.
 */
class NvmlAnswersIT {
  private static final Path LIST = Path.of("src/main/resources" + NvmlAnswers.RESOURCE);

  /** The one that sweep.c asks for. */
  private static final int PID = 4711;

  @TempDir static Path folder;
  private static final Map<String, List<NvmlReturn>> BY_MACHINE = new LinkedHashMap<>();
  private static final List<NvmlFunction> FUNCTIONS = NvmlFunctions.all();

  @BeforeAll
  static void callEverything() throws Exception {
    TestPrograms.requireRoot();
    Path sweep = TestPrograms.build("sweep", "cc");
    for (String machine : Catalog.standard().names()) {
      BY_MACHINE.put(machine, answers(sweep, machine));
    }
  }

  private static List<NvmlReturn> answers(Path sweep, String machine) throws Exception {
    Map<String, NvmlReturn> best = new LinkedHashMap<>();
    for (String instances : List.of("whole", "mig")) {
      Path place = Files.createDirectory(folder.resolve(machine + "-" + instances));
      Path library = PlacedLibrary.in(place, Catalog.standard().machine(machine, "test-node"));
      if (instances.equals("whole")) {
        work(LiveState.open(library));
      }
      String lines = TestPrograms.assertDone(TestPrograms.runWith(place, sweep, instances));
      for (String line : lines.lines().toList()) {
        String[] words = line.split(" ");
        NvmlReturn code = NvmlReturn.of(Integer.parseInt(words[1])).orElseThrow();
        best.merge(words[0], code, NvmlAnswersIT::better);
      }
    }
    return FUNCTIONS.stream().map(f -> best.get(f.name())).toList();
  }

  /** A process that runs and has run before: without one there is nothing to tell of processes. */
  private static void work(LiveState state) {
    state.change(edit -> edit.gpu(0, "accounting", 1).process(0, PID, 1, 1 << 20, "train"));
    state.change(edit -> edit.endProcess(PID));
    state.change(edit -> edit.process(0, PID, 1, 1 << 20, "train"));
  }

  /** Success, else the end of a wait, else what a GPU without instances says. */
  private static NvmlReturn better(NvmlReturn whole, NvmlReturn cut) {
    return cut == NvmlReturn.SUCCESS || (NvmlAnswers.isDone(cut) && !NvmlAnswers.isDone(whole))
        ? cut
        : whole;
  }

  private static NvmlAnswers fresh() {
    return NvmlAnswers.parse(lines());
  }

  private static List<String> lines() {
    return NvmlAnswers.lines(FUNCTIONS.stream().map(f -> f.name()).toList(), BY_MACHINE);
  }

  @Test
  void theListIsWhatCallsAnswer() throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.write(LIST, lines());
    }
    assertEquals(String.join("\n", lines()), String.join("\n", Files.readAllLines(LIST)));
  }

  @Test
  void whatTheTableCallsAnsweredOrASetterIsSoOnSomeMachine() {
    List<String> wrong = new ArrayList<>();
    for (NvmlFunction function : FUNCTIONS) {
      boolean refused = fresh().machinesWith(function).isEmpty();
      if (refused != (function.kind() == Kind.REFUSED)) {
        wrong.add(function.name() + " is " + function.kind());
      }
    }
    assertEquals(List.of(), wrong);
  }
}
