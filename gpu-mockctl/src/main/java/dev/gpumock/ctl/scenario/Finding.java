package dev.gpumock.ctl.scenario;

/** What a look at the cluster gave, before it is known to which row of the table it belongs. */
record Finding(boolean good, String check, String expected, String seen) {
  static Finding equal(String check, Object expected, Object seen) {
    return new Finding(expected.equals(seen), check, expected.toString(), seen.toString());
  }

  Row row(String scenario, int round) {
    Row.Outcome outcome = good ? Row.Outcome.PASSED : Row.Outcome.FAILED;
    return new Row(outcome, scenario, round, check, expected, seen);
  }
}
