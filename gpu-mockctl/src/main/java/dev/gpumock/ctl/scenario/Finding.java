package dev.gpumock.ctl.scenario;

/** What a look at the cluster gave, before it is known to which row of the table it belongs. */
record Finding(Row.Outcome outcome, String check, String expected, String seen) {
  Finding(boolean good, String check, String expected, String seen) {
    this(good ? Row.Outcome.PASSED : Row.Outcome.FAILED, check, expected, seen);
  }

  /** A check that this cluster has nothing for. */
  static Finding skipped(String check, String expected, String why) {
    return new Finding(Row.Outcome.SKIPPED, check, expected, why);
  }

  /** Not failed. */
  boolean good() {
    return outcome != Row.Outcome.FAILED;
  }

  static Finding equal(String check, Object expected, Object seen) {
    return new Finding(expected.equals(seen), check, expected.toString(), seen.toString());
  }

  Row row(String scenario, int round) {
    return new Row(outcome, scenario, round, check, expected, seen);
  }
}
