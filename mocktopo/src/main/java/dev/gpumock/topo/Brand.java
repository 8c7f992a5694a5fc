package dev.gpumock.topo;

/** A product's brand, with its nvmlBrandType_t code. */
public enum Brand {
  QUADRO(1),
  TESLA(2),
  NVS(3),
  GRID(4),
  GEFORCE(5),
  TITAN(6),
  QUADRO_RTX(12),
  NVIDIA_RTX(13),
  NVIDIA(14),
  GEFORCE_RTX(15),
  TITAN_RTX(16);

  private final int nvmlCode;

  Brand(int nvmlCode) {
    this.nvmlCode = nvmlCode;
  }

  public int nvmlCode() {
    return nvmlCode;
  }
}
