package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.nvml.NvmlFunctions.NvmlFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The table of functions in docs/fidelity.md is the library's; {@code -Dgolden.update} writes it.
 */
class FidelityDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/fidelity.md");
  private static final String START = "<!-- functions: written by a test -->\n";
  private static final String END = "<!-- end of functions -->\n";

  private static final NvmlAnswers ANSWERS = NvmlAnswers.ofCatalog();

  @Test
  void theTableIsTheLibrarys() throws IOException {
    String text = Files.readString(DOCUMENT);
    String wanted =
        text.substring(0, text.indexOf(START) + START.length())
            + table()
            + text.substring(text.indexOf(END));
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(DOCUMENT, wanted);
    }
    assertEquals(wanted, Files.readString(DOCUMENT));
  }

  @Test
  void everySubjectHasItsRow() throws IOException {
    String text = Files.readString(DOCUMENT);
    for (NvmlFunction function : NvmlFunctions.all()) {
      assertTrue(text.contains("\n| " + function.subject() + " |"), function.subject());
    }
  }

  private static String table() {
    List<String> lines = new ArrayList<>();
    long done = NvmlFunctions.all().stream().filter(f -> !refused(f)).count();
    lines.add(
        "%d of %d are answered or set something.".formatted(done, NvmlFunctions.all().size()));
    String subject = "";
    for (NvmlFunction function : NvmlFunctions.all()) {
      if (!function.subject().equals(subject)) {
        subject = function.subject();
        lines.addAll(List.of("", "### " + subject, "", "| function | is | on | else |"));
        lines.add("|---|---|---|---|");
      }
      lines.add(row(function));
    }
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private static boolean refused(NvmlFunction function) {
    return ANSWERS.machinesWith(function).isEmpty();
  }

  private static String row(NvmlFunction function) {
    int with = ANSWERS.machinesWith(function).size();
    int all = ANSWERS.machines().size();
    return "| %s | %s | %s | %s |"
        .formatted(
            function.name(),
            function.kind().name().toLowerCase(Locale.ROOT),
            with == all ? "all" : with == 0 ? "none" : with + " of " + all,
            ANSWERS.refusals(function).stream()
                .map(NvmlReturn::name)
                .collect(Collectors.joining(", ")))
        .replace("  |", " |");
  }
}
