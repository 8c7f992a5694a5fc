package dev.gpumock.topo;

import java.util.List;

/**
 * The way from the processor to a device: host bridge, then the PCIe switches, outermost first,
 * written {@code hostbridge/switch/switch}. The names only have to differ. Topology is read from
 * what two ways share.
 */
public record PciPath(List<String> parts) {
  public PciPath {
    parts = List.copyOf(parts);
    Check.range("parts of the path", parts.size(), 1, 8);
    for (String part : parts) {
      Check.text("part of the path", part, 31);
    }
  }

  public static PciPath parse(String text) {
    return new PciPath(List.of(text.split("/", -1)));
  }

  /** How many parts two ways have in common, from the processor on. */
  int shared(PciPath other) {
    int i = 0;
    while (i < Math.min(parts.size(), other.parts.size())
        && parts.get(i).equals(other.parts.get(i))) {
      i++;
    }
    return i;
  }

  @Override
  public String toString() {
    return String.join("/", parts);
  }
}
