package dev.gpumock.topo;

import java.util.List;
import java.util.OptionalInt;

/**
 * Errors that a board's memory has had in its life (the aggregate counters), and what was done.
 *
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
    List<Integer> remapHistogram) {
  private static final int BUCKETS = 5;

  public MemoryErrors {
    remapHistogram = List.copyOf(remapHistogram);
    Check.that(
        remapHistogram.isEmpty() || remapHistogram.size() == BUCKETS,
        "remapHistogram must have 5 numbers: max, high, partial, low, none");
    remapHistogram.forEach(count -> Check.range("remapHistogram", count, 0, 1_000_000));
  }
}
