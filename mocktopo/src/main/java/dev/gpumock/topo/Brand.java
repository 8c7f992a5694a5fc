package dev.gpumock.topo;

/** A product's brand, with its nvmlBrandType_t code. */
public enum Brand {
  QUADRO(1),
  TESLA(2),
  NVS(3),
  GRID(4),
  GEFORCE(5),
  TITAN(6),
  NVIDIA_VIRTUAL_APPLICATIONS(7),
  NVIDIA_VIRTUAL_PC(8),
  NVIDIA_VIRTUAL_COMPUTE_SERVER(9),
  NVIDIA_RTX_VIRTUAL_WORKSTATION(10),
  NVIDIA_CLOUD_GAMING(11),
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
