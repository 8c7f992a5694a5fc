package dev.gpumock.topo;

/** An NVLink switch chip on the baseboard; remote end of the GPUs' links. */
public record NvSwitch(Bdf bdf, int deviceId) {
  public NvSwitch {
    Check.range("deviceId", deviceId, 1, 0xffff);
  }
}
