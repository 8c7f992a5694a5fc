package dev.gpumock.topo;

import java.util.List;

/** The graphics clocks, highest first, that the board offers at one memory clock. All in MHz. */
public record SupportedClocks(int memoryMhz, List<Integer> graphicsMhz) {
  public SupportedClocks {
    Check.range("memoryMhz", memoryMhz, 1, 100_000);
    graphicsMhz = List.copyOf(graphicsMhz);
    Check.range("graphicsMhz entries", graphicsMhz.size(), 1, 512);
    for (int i = 0; i < graphicsMhz.size(); i++) {
      Check.range("graphicsMhz", graphicsMhz.get(i), 1, 100_000);
      Check.that(
          i == 0 || graphicsMhz.get(i) < graphicsMhz.get(i - 1),
          "graphicsMhz must go from high to low");
    }
  }
}
