package dev.gpumock.topo;

import java.util.List;

/** The graphics clocks, highest first, that the board offers at one memory clock. All in MHz. */
public record SupportedClocks(int memoryMhz, List<Integer> graphicsMhz) {
  private static final int HIGHEST = 100_000;

  public SupportedClocks {
    Check.range("memoryMhz", memoryMhz, 1, HIGHEST);
    graphicsMhz = List.copyOf(graphicsMhz);
    Check.range("graphicsMhz entries", graphicsMhz.size(), 1, 512);
    int higher = HIGHEST + 1;
    for (int clock : graphicsMhz) {
      Check.that(clock < higher, "graphicsMhz must go from high to low, from 100000 at most");
      higher = clock;
    }
    Check.range("graphicsMhz", higher, 1, HIGHEST);
  }
}
