package dev.gpumock.topo;

import java.util.HexFormat;

/** Where a device sits on PCI: domain, bus, device, function. */
public record Bdf(int domain, int bus, int device, int function) implements Comparable<Bdf> {
  private static final int MAX_FUNCTION = 7;

  public Bdf {
    Check.range("domain", domain, 0, 0xffff);
    Check.range("bus", bus, 0, 0xff);
    Check.range("device", device, 0, 0x1f);
    Check.range("function", function, 0, MAX_FUNCTION);
  }

  /**
   * Reads {@code [domain:]bus:device.function}, all hexadecimal, as lspci and nvidia-smi write it.
   */
  public static Bdf parse(String text) {
    String address = text.strip();
    int dot = address.indexOf('.');
    int colon = address.lastIndexOf(':', dot);
    int first = address.lastIndexOf(':', colon - 1);
    long domain = first < 0 ? 0 : Digits.hexadecimal(address, 0, first, 8);
    long bus = Digits.hexadecimal(address, first + 1, colon, 2);
    long device = Digits.hexadecimal(address, colon + 1, dot, 2);
    long function = Digits.decimal(address, dot + 1, address.length(), 1);
    if (domain < 0 || bus < 0 || device < 0 || function < 0 || function > MAX_FUNCTION) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a PCI address such as 0000:07:00.0");
    }
    return new Bdf(
        (int) Math.min(domain, Integer.MAX_VALUE), (int) bus, (int) device, (int) function);
  }

  /** The kernel's form, as in /sys/bus/pci/devices and /proc/driver/nvidia/gpus: 0000:07:00.0. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits((short) domain)
        + ":"
        + hex.toHexDigits((byte) bus)
        + ":"
        + hex.toHexDigits((byte) device)
        + "."
        + function;
  }

  @Override
  public int compareTo(Bdf other) {
    return Long.compare(key(), other.key());
  }

  // The two that the compiler would add are built at run time, which delays each start.

  @Override
  public boolean equals(Object other) {
    return other instanceof Bdf bdf && key() == bdf.key();
  }

  @Override
  public int hashCode() {
    return Long.hashCode(key());
  }

  private long key() {
    return ((long) domain << 16) | (bus << 8) | (device << 3) | function;
  }
}
