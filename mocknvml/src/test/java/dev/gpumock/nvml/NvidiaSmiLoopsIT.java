package dev.gpumock.nvml;

import static dev.gpumock.nvml.SmiTypical.assertAlike;
import static dev.gpumock.nvml.SmiTypical.commands;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.nvml.SmiRuns.Pair;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our nvidia-smi beside NVIDIA's while something happens: a signal, a next round, a writer. */
class NvidiaSmiLoopsIT {
  /** They have no end of their own; the pauses are longer than anybody waits here. */
  private static final List<List<String>> LOOPS =
      Stream.of(
              "-l -1",
              "-q -d POWER -l x",
              "-l=EXCLUSIVE_THREAD -i 0",
              "-l boost-slider",
              "-l compute-policy -i 0",
              "--query-gpu=index --format=csv -l 0x5",
              "pmon -d 9",
              "vgpu -l -1",
              "vgpu -q -l 0x9g",
              "vgpu -u -l=9",
              "vgpu --gpm-metrics 00 -l 9")
          .map(line -> List.of(line.split(" ")))
          .toList();

  /** In mW: of each length that the table, -q and dmon have room for. */
  private static final int[] DRAWS = {9_120, 70_000, 432_990};

  private static final int RUNS = 60;

  @TempDir Path folder;
  private SmiParity parity;

  @BeforeEach
  void prepare() throws Exception {
    parity = SmiParity.with("nvidia-smi-550", "12.4", folder);
  }

  /** Both wait for a next round, and end well when they are told to. */
  @Test
  void aSignalInEachLoop() throws Exception {
    SmiRuns runs = parity.runs("signal", "t4").in(withSignal("INT", "1.5"));
    for (Pair pair : assertAlike(runs.atOnce(LOOPS))) {
      assertEquals(0, pair.ours().status(), pair.toString());
    }
  }

  /** The lines that two programs with the same pauses print in the same time are as many. */
  @ParameterizedTest
  @CsvSource({
    "2.7, -lms 2 -l 1; -l 1 -lms 2; -l 2 -lms; --query-gpu=index --format=csv -lms 1 -l 2",
    "5.0, vgpu -l 1; vgpu -u"
  })
  void thePausesOfEachLoop(String seconds, String lines) throws Exception {
    SmiRuns runs = parity.runs("pauses", "t4").in(withSignal("INT", seconds));
    for (Pair pair : assertAlike(runs.atOnce(commands(lines.split("; "))))) {
      assertEquals(0, pair.ours().status(), pair.toString());
    }
  }

  /**
   * In the original the signal and the thread of the next sample race: it may print one line more.
   */
  @ParameterizedTest
  @ValueSource(strings = {"HUP", "QUIT", "TERM", "USR1"})
  void eachSignal(String signal) throws Exception {
    SmiRuns runs = parity.runs("signal", "t4").in(withSignal(signal, "0.5"));
    Pair pair = runs.of(List.of(List.of("dmon", "-d", "9"))).get(0);
    assertEquals(pair.original().status(), pair.ours().status());
    assertEquals(signal.equals("USR1"), pair.ours().status() != 0);
    assertTrue(pair.original().out().startsWith(pair.ours().out()), pair.toString());
  }

  /** To the program, so long after its start; the shell sees its exit status. */
  private static UnaryOperator<List<String>> withSignal(String signal, String seconds) {
    return words -> {
      List<String> all = new ArrayList<>(List.of("timeout", "--preserve-status", "-s", signal));
      all.add(seconds);
      all.addAll(words);
      return all;
    };
  }

  /** Of the letters that are dmon's alone the original prints nothing, and never ends. */
  @ParameterizedTest
  @ValueSource(strings = {"p", "c", "v", "e", "t", "up", "mt"})
  void aLetterOfDmonIsUnknownToPmon(String groups) throws Exception {
    SmiRuns runs = parity.runs("letters", "t4");
    Pair unknown = runs.of(commands("pmon -c 1 -s x")).get(0);
    Pair pair = runs.in(withSignal("TERM", "0.7")).of(commands("pmon -c 1 -s " + groups)).get(0);
    assertEquals(unknown.original(), pair.ours());
    assertEquals("", pair.original().out());
  }

  /** While the state changes, every line is one of those that are printed when it rests. */
  @ParameterizedTest
  @ValueSource(strings = {"", "-q", "-q -x", "--query-gpu=power.draw --format=csv", "dmon -c 1"})
  void aWriterThatNeverRests(String line) throws Exception {
    List<String> command = line.isEmpty() ? List.of() : List.of(line.split(" "));
    SmiRuns runs = parity.runs("writer", "t4");
    LiveState state =
        LiveState.open(runs.ours().libraries().resolve("libnvidia-ml.so.1").toRealPath());
    SmiRuns shared = runs.withOurLibrary();
    Set<String> known = new HashSet<>();
    for (int draw : DRAWS) {
      state.change(edit -> edit.gpu(0, "power_usage", draw));
      known.addAll(lines(assertAlike(shared, List.of(command)).get(0)));
    }
    AtomicBoolean stop = new AtomicBoolean();
    Thread writer = new Thread(() -> writeUntil(stop, state));
    writer.start();
    List<Pair> during = shared.of(Collections.nCopies(RUNS, command));
    stop.set(true);
    writer.join();
    for (Pair pair : during) {
      List<String> unknown = new ArrayList<>(lines(pair));
      unknown.removeAll(known);
      assertEquals(List.of(), unknown, pair.ours().out());
    }
  }

  private static void writeUntil(AtomicBoolean stop, LiveState state) {
    for (int i = 0; !stop.get(); i++) {
      int draw = DRAWS[i % DRAWS.length];
      state.change(edit -> edit.gpu(0, "power_usage", draw));
    }
  }

  private static List<String> lines(Pair pair) {
    return SmiDifference.withoutTime(pair.ours().out()).lines().toList();
  }
}
