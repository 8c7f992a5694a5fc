package dev.gpumock.ctl.scenario;

import java.util.LinkedHashMap;
import java.util.Map;

/** One check: what was expected, and what was seen. */
public record Row(
    Outcome outcome, String scenario, int round, String check, String expected, String seen) {
  /** Whatever programs say is told in one line. */
  public Row {
    expected = oneLine(expected);
    seen = oneLine(seen);
  }

  private static String oneLine(String text) {
    return String.join(" ", text.strip().split("\\s+"));
  }

  /** Of a check; {@code SKIPPED} is a scenario that this cluster has not the means for. */
  public enum Outcome {
    PASSED("✓"),
    FAILED("✗"),
    SKIPPED("-");

    private final String mark;

    Outcome(String mark) {
      this.mark = mark;
    }
  }

  public boolean failed() {
    return outcome == Outcome.FAILED;
  }

  /** In the order of a table's columns. */
  public Map<String, Object> asMap() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("ok", outcome.mark);
    row.put("scenario", scenario);
    row.put("round", round);
    row.put("check", check);
    row.put("expected", expected);
    row.put("seen", seen);
    return row;
  }

  /** For stderr. */
  public String error() {
    return "scenario %s, round %d: %s: expected %s, seen %s"
        .formatted(scenario, round, check, expected, seen);
  }
}
