package dev.gpumock.topo;

/** A product's brand, with its nvmlBrandType_t code. */
public enum Brand {
  TESLA(2),
  QUADRO_RTX(12),
  NVIDIA_RTX(13),
  NVIDIA(14),
  GEFORCE_RTX(15);

  private final int nvmlCode;

  Brand(int nvmlCode) {
    this.nvmlCode = nvmlCode;
  }

  public int nvmlCode() {
    return nvmlCode;
  }
}
