package dev.gpumock.topo;

/** What the board's PCIe interface can do: generation and lanes. */
public record PcieLink(int maxGeneration, int maxWidth) {
  public PcieLink {
    Check.range("maxGeneration", maxGeneration, 1, 7);
    Check.range("maxWidth", maxWidth, 1, 32);
  }
}
