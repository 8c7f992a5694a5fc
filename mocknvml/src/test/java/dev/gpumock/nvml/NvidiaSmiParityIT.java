package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.gpumock.nvml.SmiRuns.Pair;
import dev.gpumock.topo.catalog.Catalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Our nvidia-smi against NVIDIA's, on every machine of the catalog with a driver of the version
 * that NVIDIA's program belongs to: exit status and both outputs, byte by byte, for every command
 * of a list and for command lines made by chance. Each machine gets a share of the latter; the
 * system property {@code smi.parity.lines} gives the size of the share, {@code smi.parity.seed}
 * another choice of lines.
 */
class NvidiaSmiParityIT {
  private static final int LINES = 3060;
  private static final int SHARE = Integer.getInteger("smi.parity.lines", 45);
  private static final long SEED = Long.getLong("smi.parity.seed", 20260);
  private static final int OLDER_LINES = 160;
  private static final int MOST_SHOWN = 40;

  @Test
  void printsWhatTheOriginalPrints(@TempDir Path folder) throws Exception {
    compare(SmiParity.with("nvidia-smi-550", "12.4", folder));
  }

  /** The program of driver 535 has a layout of its own, and some options less. */
  @ParameterizedTest
  @ValueSource(strings = {"dgxa100", "gb200", "h100", "t4", "v100"})
  void printsWhatTheOlderOriginalPrints(String machine, @TempDir Path folder) throws Exception {
    SmiParity older = SmiParity.with("nvidia-smi-535", "12.2", folder);
    Map<String, List<String>> properties = older.properties();
    List<List<String>> commands = new ArrayList<>(SmiCommandList.of(properties));
    commands.addAll(
        new SmiCommandLines(SEED, SmiGrammar.pools(properties), SmiGrammar.families())
            .make(LINES)
            .subList(0, OLDER_LINES));
    assertEquals("", String.join("\n", older.differences(machine, commands, older.help())));
  }

  /**
   * Which of the first lines has a number already is a race in the original: the titles are not.
   */
  @ParameterizedTest
  @CsvSource({"nvidia-smi-550, 12.4", "nvidia-smi-535, 12.2"})
  void printsTheTitlesOfMetrics(String judge, String cuda, @TempDir Path folder) throws Exception {
    List<List<String>> asks = List.of(List.of("dmon", "-c", "1", "--gpm-metrics", "0,2,67"));
    Pair pair = SmiParity.with(judge, cuda, folder).runs("metrics", "h100").of(asks).get(0);
    List<String> expected = pair.original().out().lines().limit(2).toList();
    assertTrue(expected.get(0).contains("id=67"), pair.toString());
    assertEquals(expected, pair.ours().out().lines().limit(2).toList());
  }

  @Test
  void namesInItsHelpWhatTheOriginalNames(@TempDir Path folder) throws Exception {
    Map<String, Set<String>> missing =
        SmiParity.with("nvidia-smi-550", "12.4", folder).missingInHelp();
    missing.values().removeIf(Set::isEmpty);
    assertEquals(Map.of(), missing);
  }

  @ParameterizedTest
  @CsvSource({"nvidia-smi-550, 12.4", "nvidia-smi-535, 12.2"})
  void namesThePropertiesInTheOrderOfTheOriginal(String judge, String cuda, @TempDir Path folder)
      throws Exception {
    for (Pair pair : SmiParity.with(judge, cuda, folder).propertyHelp()) {
      List<String> expected = SmiHelp.properties(pair.original().out());
      assertFalse(expected.isEmpty(), pair.toString());
      assertEquals(expected, SmiHelp.properties(pair.ours().out()));
    }
  }

  private static void compare(SmiParity parity) throws Exception {
    Map<String, List<String>> properties = parity.properties();
    List<List<String>> commands = SmiCommandList.of(properties);
    List<List<String>> lines =
        new SmiCommandLines(SEED, SmiGrammar.pools(properties), SmiGrammar.families()).make(LINES);
    SmiHelp help = parity.help();
    List<Callable<List<String>>> tasks = new ArrayList<>();
    List<String> names = List.copyOf(Catalog.standard().names());
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      List<List<String>> asked = new ArrayList<>(commands);
      asked.addAll(share(lines, i));
      tasks.add(() -> parity.differences(name, asked, help));
    }
    List<String> found = inParallel(tasks);
    if (!found.isEmpty()) {
      List<String> shown = found.subList(0, Math.min(MOST_SHOWN, found.size()));
      fail(found.size() + " differences\n" + String.join("\n", shown));
    }
    assertTrue(names.size() * SHARE >= 3000, "too few runs for " + names.size() + " machines");
  }

  /** The machine's part of the lines; those of all machines together go round the list. */
  private static List<List<String>> share(List<List<String>> lines, int machine) {
    List<List<String>> share = new ArrayList<>();
    for (int i = 0; i < Math.min(SHARE, lines.size()); i++) {
      share.add(lines.get((machine * SHARE + i) % lines.size()));
    }
    return share;
  }

  private static List<String> inParallel(List<Callable<List<String>>> tasks) throws Exception {
    ExecutorService workers =
        Executors.newFixedThreadPool(1 + Runtime.getRuntime().availableProcessors());
    try {
      List<String> all = new ArrayList<>();
      for (Future<List<String>> done : workers.invokeAll(tasks)) {
        all.addAll(done.get());
      }
      return all;
    } finally {
      workers.shutdownNow();
    }
  }
}
