package dev.gpumock.topo.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a family of boards has in common when it is cut by MIG: where an instance of a profile may
 * start, how many fit, and how NVML numbers it. Read from real {@code nvidia-smi mig -lgip} and
 * {@code -lgipp}; the ids follow no rule.
 */
enum MigGrid {
  /** A100, H100, H200, GH200 and Blackwell: seven slices of compute, eight of memory. */
  SEVEN_SLICES(
      row(19, 0, 1, 1, 7, 0, 1, 2, 3, 4, 5, 6),
      row(20, 7, 1, 1, 1, 0, 1, 2, 3, 4, 5, 6),
      row(15, 9, 1, 2, 4, 0, 2, 4, 6),
      row(14, 1, 2, 2, 3, 0, 2, 4),
      row(9, 2, 3, 4, 2, 0, 4),
      row(5, 3, 4, 4, 1, 0),
      row(0, 4, 7, 8, 1, 0)),
  /** A30. */
  FOUR_SLICES(
      row(14, 0, 1, 1, 4, 0, 1, 2, 3),
      row(21, 7, 1, 1, 1, 0, 1, 2, 3),
      row(5, 1, 2, 2, 2, 0, 2),
      row(6, 8, 2, 2, 1, 0, 2),
      row(0, 3, 4, 4, 1, 0)),
  /** RTX PRO 6000 Blackwell: a grid of twelve, and profiles with and without graphics. */
  TWELVE_UNITS(
      row(14, 0, 1, 3, 4, 0, 3, 6, 9),
      row(21, 7, 1, 3, 1, 0, 3, 6, 9),
      row(47, 10, 1, 3, 4, 0, 3, 6, 9),
      row(65, 15, 1, 3, 1, 0, 3, 6, 9),
      row(67, 13, 1, 3, 4, 0, 3, 6, 9),
      row(5, 1, 2, 6, 2, 0, 6),
      row(35, 11, 2, 6, 2, 0, 6),
      row(64, 16, 2, 6, 1, 0, 6),
      row(66, 14, 2, 6, 2, 0, 6),
      row(0, 3, 4, 12, 1, 0),
      row(32, 12, 4, 12, 1, 0));

  private final Map<Integer, Row> rows = new TreeMap<>();

  MigGrid(Row... rows) {
    for (Row row : rows) {
      this.rows.put(row.id(), row);
    }
  }

  /** A profile without what differs from board to board. */
  record Row(
      int id, int nvmlProfile, int slices, int size, int maxInstances, List<Integer> placements) {}

  private static Row row(
      int id, int nvmlProfile, int slices, int size, int maxInstances, int... placements) {
    List<Integer> starts = new ArrayList<>();
    for (int placement : placements) {
      starts.add(placement);
    }
    return new Row(id, nvmlProfile, slices, size, maxInstances, starts);
  }

  Row row(int id) {
    Row row = rows.get(id);
    if (row == null) {
      throw new IllegalArgumentException(
          "id " + id + " is no profile of the grid, it has " + rows.keySet());
    }
    return row;
  }
}
