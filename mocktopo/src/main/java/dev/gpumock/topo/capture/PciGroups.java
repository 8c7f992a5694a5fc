package dev.gpumock.topo.capture;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Host bridges and switches, as far as the cells of a matrix show that devices share them. Each
 * group is called after its first device.
 */
final class PciGroups {
  private static final Pattern ONE_SWITCH = Pattern.compile("PIX");
  private static final Pattern SWITCHES = Pattern.compile("PIX|PXB");
  private static final Pattern HOST_BRIDGE = Pattern.compile("PIX|PXB|PHB");

  private final TopologyMatrix matrix;

  PciGroups(TopologyMatrix matrix) {
    this.matrix = matrix;
  }

  /** The path of a device that shares a host bridge with another; absent for one that does not. */
  Optional<String> path(String device) {
    boolean shares =
        matrix.devices().stream()
            .anyMatch(other -> !other.equals(device) && joined(device, other, HOST_BRIDGE));
    if (!shares) {
      return Optional.empty();
    }
    return Optional.of(
        "bridge-%s/switch-%s/switch-%s"
            .formatted(
                first(device, HOST_BRIDGE), first(device, SWITCHES), first(device, ONE_SWITCH)));
  }

  private String first(String device, Pattern cells) {
    Set<String> group = group(device, cells);
    return matrix.devices().stream().filter(group::contains).findFirst().orElse(device);
  }

  /**
   * Those that share with the device, and those that share with these: the cell of two GPUs tells
   * of their NVLinks only, but an adapter next to both tells that they share.
   */
  private Set<String> group(String device, Pattern cells) {
    Set<String> group = new HashSet<>(Set.of(device));
    Deque<String> left = new ArrayDeque<>(group);
    while (!left.isEmpty()) {
      String one = left.remove();
      for (String other : matrix.devices()) {
        if (joined(one, other, cells) && group.add(other)) {
          left.add(other);
        }
      }
    }
    return group;
  }

  private boolean joined(String a, String b, Pattern cells) {
    return List.of(matrix.cell(a, b), matrix.cell(b, a)).stream()
        .anyMatch(cell -> cell.filter(text -> cells.matcher(text).matches()).isPresent());
  }
}
