package dev.gpumock.topo;

import java.util.HexFormat;

/** Where a device sits on PCI: domain, bus, device, function. */
public record Bdf(int domain, int bus, int device, int function) implements Comparable<Bdf> {
  public Bdf {
    Check.range("domain", domain, 0, 0xffff);
    Check.range("bus", bus, 0, 0xff);
    Check.range("device", device, 0, 0x1f);
    Check.range("function", function, 0, 7);
  }

  /**
   * Reads {@code [domain:]bus:device.function}, all hexadecimal, as lspci and nvidia-smi write it.
   */
  public static Bdf parse(String text) {
    String address = text.strip();
    int dot = address.indexOf('.');
    int colon = address.lastIndexOf(':', dot);
    int first = address.lastIndexOf(':', colon - 1);
    String domain = first < 0 ? "0" : address.substring(0, first);
    String bus = address.substring(first + 1, Math.max(first + 1, colon));
    String device = address.substring(colon + 1, Math.max(colon + 1, dot));
    String function = address.substring(dot + 1);
    if (!Digits.hexadecimal(domain, 8)
        || !Digits.hexadecimal(bus, 2)
        || !Digits.hexadecimal(device, 2)
        || !Digits.decimal(function, 1)
        || function.charAt(0) > '7') {
      throw new IllegalArgumentException(
          "'" + text + "' is not a PCI address such as 0000:07:00.0");
    }
    return new Bdf(
        (int) Math.min(Long.parseLong(domain, 16), Integer.MAX_VALUE),
        Integer.parseInt(bus, 16),
        Integer.parseInt(device, 16),
        Integer.parseInt(function));
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
