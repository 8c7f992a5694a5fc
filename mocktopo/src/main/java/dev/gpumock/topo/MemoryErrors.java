package dev.gpumock.topo;

import java.util.List;
import java.util.OptionalInt;

/**
 * Errors that a board's memory has had in its life (the aggregate counters), and what was done.
 *
 * @param retiredForSingleBits pages out of use, of boards that retire pages
 * @param remapHistogram banks by spare rows left: max, high, partial, low, none; empty where all
 *     have all
 */
public record MemoryErrors(
    OptionalInt sramCorrectable,
    OptionalInt sramUncorrectable,
    OptionalInt dramCorrectable,
    OptionalInt dramUncorrectable,
    OptionalInt remappedCorrectable,
    OptionalInt remappedUncorrectable,
    OptionalInt retiredForSingleBits,
    OptionalInt retiredForDoubleBits,
    List<Integer> remapHistogram) {
  private static final int BUCKETS = 5;

  /** A board with as many pages retired is to be replaced. */
  private static final int MOST_RETIRED = 64;

  public MemoryErrors {
    Check.range("retiredForSingleBits", retiredForSingleBits, 0, MOST_RETIRED);
    Check.range("retiredForDoubleBits", retiredForDoubleBits, 0, MOST_RETIRED);
    remapHistogram = List.copyOf(remapHistogram);
    Check.that(
        remapHistogram.isEmpty() || remapHistogram.size() == BUCKETS,
        "remapHistogram must have 5 numbers: max, high, partial, low, none");
    remapHistogram.forEach(count -> Check.range("remapHistogram", count, 0, 1_000_000));
  }
}
