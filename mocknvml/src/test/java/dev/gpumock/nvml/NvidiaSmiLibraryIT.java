package dev.gpumock.nvml;

import static dev.gpumock.nvml.SmiTypical.COMMANDS;
import static dev.gpumock.nvml.SmiTypical.assertAlike;
import static dev.gpumock.nvml.SmiTypical.commands;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.nvml.SmiRuns.Pair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our nvidia-smi beside NVIDIA's where the library is missing or damaged. */
class NvidiaSmiLibraryIT {
  /** Less than this is no library to any loader. */
  private static final int ELF_HEADER = 64;

  @TempDir Path folder;
  private SmiParity parity;

  @BeforeEach
  void prepare() throws Exception {
    parity = SmiParity.with("nvidia-smi-550", "12.4", folder);
  }

  @Test
  void noLibraryAnywhere() throws Exception {
    List<List<String>> all = new ArrayList<>(COMMANDS);
    all.add(List.of("dmon", "-h"));
    all.add(List.of("--help-query-gpu"));
    for (Pair pair : assertAlike(withoutLibrary(), all)) {
      assertEquals(12, pair.ours().status(), () -> "a driver is installed here? " + pair);
    }
  }

  @Test
  void whatNeedsNoLibrary() throws Exception {
    SmiRuns runs = withoutLibrary();
    SmiHelp help = new SmiHelp(runs.of(commands("-h", "drain -h", "daemon -h")));
    for (Pair pair : help.asked()) {
      assertEquals(0, pair.original().status(), pair.toString());
      assertFalse(pair.ours().out().isBlank(), pair.toString());
    }
    List<List<String>> commands =
        commands(
            ("-h;--help;-h -h;-h foo;-q -h;-h --debug;--debug=/dev/null -h;drain --help;drain -q -h"
                    + ";drain foo;drain -m;drain -q;drain -p 0:7:0.0 -d;daemon foo;daemon -d x;daemon -t")
                .split(";"));
    for (Pair pair : runs.of(commands)) {
      assertEquals(Optional.empty(), SmiDifference.of(help.without(pair)));
    }
  }

  private SmiRuns withoutLibrary() throws IOException {
    SmiRuns runs = parity.runs("missing", "h100");
    for (Path libraries : List.of(runs.original().libraries(), runs.ours().libraries())) {
      for (String name : List.of("libnvidia-ml.so", "libnvidia-ml.so.1")) {
        Files.delete(libraries.resolve(name));
      }
    }
    return runs;
  }

  /** The library is no program of ours: an empty file, a text, and half of a library. */
  @ParameterizedTest
  @ValueSource(ints = {0, 20, 5000})
  void aLibraryThatIsNone(int length) throws Exception {
    SmiRuns runs = parity.runs("damaged", "h100");
    for (Path libraries : List.of(runs.original().libraries(), runs.ours().libraries())) {
      Path library = libraries.resolve("libnvidia-ml.so.1").toRealPath();
      byte[] start = Arrays.copyOf(Files.readAllBytes(library), length);
      Files.write(
          library,
          length == 20 ? "INPUT(libnvidia-ml)\n".getBytes(StandardCharsets.US_ASCII) : start);
    }
    if (length < ELF_HEADER) {
      assertAlike(runs, COMMANDS);
    }
    List<Pair> pairs = runs.of(COMMANDS);
    pairs.forEach(pair -> assertTrue(List.of(9, 12).contains(pair.ours().status()), "" + pair));
  }
}
