package dev.gpumock.topo;

/** Why clocks are as they are, with its bit among NVML's nvmlClocksEventReasons. */
public enum ClockEventReason {
  GPU_IDLE(0x1),
  APPLICATIONS_CLOCKS_SETTING(0x2),
  SW_POWER_CAP(0x4),
  HW_SLOWDOWN(0x8),
  SYNC_BOOST(0x10),
  SW_THERMAL_SLOWDOWN(0x20),
  HW_THERMAL_SLOWDOWN(0x40),
  HW_POWER_BRAKE_SLOWDOWN(0x80),
  DISPLAY_CLOCKS_SETTING(0x100);

  private final int nvmlBit;

  ClockEventReason(int nvmlBit) {
    this.nvmlBit = nvmlBit;
  }

  public int nvmlBit() {
    return nvmlBit;
  }
}
