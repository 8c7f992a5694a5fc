package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.nvml.Judges.Verdict;
import dev.gpumock.nvml.SmiRuns.Pair;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What nvidia-smi dmon says of a GPU that is held back, beside NVIDIA's on the same library. */
class NvidiaSmiViolationsIT {
  private static final int POWER = 0;
  private static final int THERMAL = 1;

  /** Above every limit of a board. */
  private static final int HOT = 130;

  /** In percent: half of the time, and what a machine that is busy makes of it. */
  private static final int LEAST = 30;

  private static final int MOST = 70;

  /** More nanoseconds than 32 bits hold: to driver 535 such a time always differs from the last. */
  private static final long START_US = 7_000_000;

  private static final int PAUSE_MS = 5;
  private static final int NANOS_IN_TWO_MICROS = 2000;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"nvidia-smi-550, 12.4", "nvidia-smi-535, 12.2"})
  void aGpuThatIsHeldBackHalfOfTheTime(String judge, String cuda) throws Exception {
    SmiRuns runs = SmiParity.with(judge, cuda, folder).runs("violations", "t4");
    AtomicBoolean stop = new AtomicBoolean();
    Thread writer = new Thread(() -> growUntil(stop, stateOf(runs)));
    writer.start();
    Pair pair = runs.withOurLibrary().of(List.of(ask("-c", "3"))).get(0);
    stop.set(true);
    writer.join();
    assertEquals(rows(pair.original()).get(0), rows(pair.ours()).get(0));
    for (Verdict verdict : List.of(pair.original(), pair.ours())) {
      List<List<Integer>> rows = rows(verdict);
      assertEquals(3, rows.size(), verdict.out());
      for (List<Integer> row : rows.subList(1, 3)) {
        assertTrue(row.get(1) >= LEAST && row.get(1) <= MOST, verdict.out());
        assertEquals(1, row.get(2), verdict.out());
      }
    }
  }

  /** To driver 535 heat alone is a violation, whatever was counted. */
  @ParameterizedTest
  @CsvSource({"nvidia-smi-550, 12.4, 0", "nvidia-smi-535, 12.2, 1"})
  void aHotGpu(String judge, String cuda, int violation) throws Exception {
    SmiRuns runs = SmiParity.with(judge, cuda, folder).runs("hot", "t4");
    stateOf(runs).change(edit -> edit.gpu(0, "temperature", HOT));
    Pair pair = runs.withOurLibrary().of(List.of(ask("-c", "2"))).get(0);
    assertEquals(Optional.empty(), SmiDifference.of(pair));
    assertEquals(List.of(List.of(0, 0, violation), List.of(0, 0, violation)), rows(pair.ours()));
  }

  private static List<String> ask(String... more) {
    List<String> words = new ArrayList<>(List.of("dmon", "-s", "v", "-i", "0"));
    words.addAll(List.of(more));
    return words;
  }

  private static LiveState stateOf(SmiRuns runs) {
    return LiveState.open(runs.ours().libraries().resolve("libnvidia-ml.so.1"));
  }

  private static void growUntil(AtomicBoolean stop, LiveState state) {
    long start = System.nanoTime();
    while (!stop.get()) {
      long micros = START_US + (System.nanoTime() - start) / NANOS_IN_TWO_MICROS;
      state.change(
          edit ->
              edit.gpu(0, "violation_us", POWER, micros).gpu(0, "violation_us", THERMAL, micros));
      try {
        Thread.sleep(PAUSE_MS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Index, share of power and flag of heat in each line that is no title. */
  private static List<List<Integer>> rows(Verdict verdict) {
    return verdict
        .out()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> List.of(line.strip().split(" +")))
        .map(row -> row.stream().map(Integer::valueOf).toList())
        .toList();
  }
}
