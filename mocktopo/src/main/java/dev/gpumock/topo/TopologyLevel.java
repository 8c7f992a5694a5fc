package dev.gpumock.topo;

/** How far two devices are apart: nvmlGpuTopologyLevel_t, and what nvidia-smi topo -m prints. */
public enum TopologyLevel {
  /** One device. */
  INTERNAL(0, "X"),
  /** At most one PCIe switch between. */
  SINGLE(10, "PIX"),
  /** Several PCIe switches between, no host bridge. */
  MULTIPLE(20, "PXB"),
  /** A host bridge between. */
  HOST_BRIDGE(30, "PHB"),
  /** Two host bridges of one memory node. */
  NODE(40, "NODE"),
  /** The connection of the processors between. */
  SYSTEM(50, "SYS");

  private final int nvmlCode;
  private final String cell;

  TopologyLevel(int nvmlCode, String cell) {
    this.nvmlCode = nvmlCode;
    this.cell = cell;
  }

  public int nvmlCode() {
    return nvmlCode;
  }

  /** The cell of the matrix. */
  public String cell() {
    return cell;
  }
}
