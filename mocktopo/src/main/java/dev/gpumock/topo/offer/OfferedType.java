package dev.gpumock.topo.offer;

import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalInt;

/**
 * A type of instance that a cloud sells.
 *
 * @param type also the name or alias of the machine that simulates it
 * @param price an hour, in dollars
 * @param regions that have capacity now; empty: none has
 * @param quota how many the account may start; absent: no limit
 */
public record OfferedType(String type, BigDecimal price, List<String> regions, OptionalInt quota) {
  public OfferedType {
    regions = List.copyOf(regions);
    if (type.isBlank()) {
      throw new IllegalArgumentException("type must be the name of an instance type");
    }
    if (regions.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("regions must be names, one is empty");
    }
    if (quota.isPresent() && quota.getAsInt() < 0) {
      throw new IllegalArgumentException("quota is " + quota.getAsInt() + ", it must be 0 or more");
    }
  }
}
