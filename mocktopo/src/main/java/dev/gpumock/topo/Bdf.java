package dev.gpumock.topo;

import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a device sits on PCI: domain, bus, device, function. */
public record Bdf(int domain, int bus, int device, int function) implements Comparable<Bdf> {
  private static final Pattern FORM =
      Pattern.compile("(?:([0-9a-fA-F]{1,8}):)?([0-9a-fA-F]{1,2}):([0-9a-fA-F]{1,2})\\.([0-7])");

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
    Matcher m = FORM.matcher(text.strip());
    if (!m.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a PCI address such as 0000:07:00.0");
    }
    String domain = m.group(1) == null ? "0" : m.group(1);
    return new Bdf(
        (int) Math.min(Long.parseLong(domain, 16), Integer.MAX_VALUE),
        Integer.parseInt(m.group(2), 16),
        Integer.parseInt(m.group(3), 16),
        Integer.parseInt(m.group(4)));
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
