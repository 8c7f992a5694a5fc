package dev.gpumock.topo;

/** The range of a power limit and its factory value, in milliwatts. */
public record PowerLimits(int minMilliwatts, int defaultMilliwatts, int maxMilliwatts) {
  public PowerLimits {
    Check.range("minMilliwatts", minMilliwatts, 1, 100_000_000);
    Check.range("maxMilliwatts", maxMilliwatts, minMilliwatts, 100_000_000);
    Check.range("defaultMilliwatts", defaultMilliwatts, minMilliwatts, maxMilliwatts);
  }
}
