package dev.gpumock.topo;

/** A GPU generation, with its nvmlDeviceArchitecture_t code and the name nvidia-smi prints. */
public enum GpuArchitecture {
  KEPLER(2, "Kepler"),
  MAXWELL(3, "Maxwell"),
  PASCAL(4, "Pascal"),
  VOLTA(5, "Volta"),
  TURING(6, "Turing"),
  AMPERE(7, "Ampere"),
  ADA(8, "Ada Lovelace"),
  HOPPER(9, "Hopper"),
  BLACKWELL(10, "Blackwell");

  private final int nvmlCode;
  private final String printedName;

  GpuArchitecture(int nvmlCode, String printedName) {
    this.nvmlCode = nvmlCode;
    this.printedName = printedName;
  }

  public int nvmlCode() {
    return nvmlCode;
  }

  public String printedName() {
    return printedName;
  }
}
