package dev.gpumock.topo;

/**
 * PCI configuration space identity; NVML reports {@code device << 16 | vendor}.
 *
 * @param vga whether the class is that of a VGA controller, as on boards with a screen's connector,
 *     and not that of a 3D controller
 */
public record PciIds(int vendor, int device, int subsystemVendor, int subsystem, boolean vga) {
  public static final int NVIDIA = 0x10de;

  public PciIds {
    Check.range("vendor", vendor, 1, 0xffff);
    Check.range("device", device, 1, 0xffff);
    Check.range("subsystemVendor", subsystemVendor, 0, 0xffff);
    Check.range("subsystem", subsystem, 0, 0xffff);
  }
}
