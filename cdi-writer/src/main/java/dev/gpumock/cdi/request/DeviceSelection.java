package dev.gpumock.cdi.request;

import java.util.List;

/**
 * Which devices, under which names.
 *
 * @param ids {@code all}, {@code none}, indexes, {@code GPU:MIG} indexes, UUIDs; IMEX channels
 * @param naming each strategy gives each device one more name
 * @param withAll whether a device {@code all} is added that is all of them
 */
public record DeviceSelection(List<String> ids, List<NamingStrategy> naming, boolean withAll) {
  public static final String ALL = "all";
  public static final String NONE = "none";

  /** What nvidia-ctk takes without options. */
  public static final DeviceSelection DEFAULT =
      new DeviceSelection(List.of(ALL), List.of(NamingStrategy.INDEX, NamingStrategy.UUID), true);

  public DeviceSelection {
    ids = ids.isEmpty() ? List.of(ALL) : List.copyOf(ids);
    naming = List.copyOf(naming);
    if (naming.isEmpty()) {
      throw new IllegalArgumentException("no strategy for the devices' names");
    }
    withAll = withAll && !ids.contains(NONE);
  }

  public DeviceSelection withIds(List<String> other) {
    return new DeviceSelection(other, naming, withAll);
  }

  public DeviceSelection withNaming(List<NamingStrategy> other) {
    return new DeviceSelection(ids, other, withAll);
  }

  public DeviceSelection withoutAll() {
    return new DeviceSelection(ids, naming, false);
  }
}
