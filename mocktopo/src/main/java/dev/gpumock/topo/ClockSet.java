package dev.gpumock.topo;

/** One frequency in MHz for each clock domain of NVML. */
public record ClockSet(int graphicsMhz, int smMhz, int memoryMhz, int videoMhz) {
  public ClockSet {
    Check.range("graphicsMhz", graphicsMhz, 0, 100_000);
    Check.range("smMhz", smMhz, 0, 100_000);
    Check.range("memoryMhz", memoryMhz, 0, 100_000);
    Check.range("videoMhz", videoMhz, 0, 100_000);
  }
}
