package dev.gpumock.nvml;

import dev.gpumock.nvml.Judges.Verdict;
import dev.gpumock.nvml.SmiRuns.Pair;
import java.util.Optional;
import java.util.regex.Pattern;

/** What two runs of the same command line have not in common, in a few lines. */
final class SmiDifference {
  private static final int MOST_LINES = 3;

  /** The moment of the run, in the forms that the program prints. */
  private static final Pattern TIME =
      Pattern.compile(
          "[A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}"
              + "|\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}"
              + "|\\b\\d{8}\\b(?=[ ,]+\\d\\d:\\d\\d:\\d\\d)"
              + "|\\b\\d\\d:\\d\\d:\\d\\d\\b");

  private SmiDifference() {}

  static Optional<String> of(Pair pair) {
    String original = text(pair.original());
    String ours = text(pair.ours());
    return original.equals(ours)
        ? Optional.empty()
        : Optional.of("nvidia-smi " + String.join(" ", pair.arguments()) + lines(original, ours));
  }

  private static String text(Verdict verdict) {
    String all =
        "status %d\nout: %s\nerr: %s".formatted(verdict.status(), verdict.out(), verdict.err());
    return withoutTime(all);
  }

  static String withoutTime(String text) {
    return TIME.matcher(text).replaceAll("<time>");
  }

  private static String lines(String original, String ours) {
    String[] expected = original.split("\n", -1);
    String[] actual = ours.split("\n", -1);
    StringBuilder text = new StringBuilder();
    int shown = 0;
    for (int i = 0; i < Math.max(expected.length, actual.length) && shown < MOST_LINES; i++) {
      String left = i < expected.length ? expected[i] : "<end>";
      String right = i < actual.length ? actual[i] : "<end>";
      if (!left.equals(right)) {
        text.append("\n    - ").append(left).append("\n    + ").append(right);
        shown++;
      }
    }
    return text.toString();
  }
}
