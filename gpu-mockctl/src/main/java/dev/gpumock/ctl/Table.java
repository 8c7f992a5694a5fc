package dev.gpumock.ctl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** Columns under headings, two blanks apart, as kubectl prints them. */
final class Table {
  private Table() {}

  static String of(List<Map<String, Object>> rows) {
    if (rows.isEmpty()) {
      return "";
    }
    List<String> columns = List.copyOf(rows.get(0).keySet());
    List<List<String>> cells = new ArrayList<>();
    cells.add(columns.stream().map(c -> c.toUpperCase(Locale.ROOT)).toList());
    rows.forEach(row -> cells.add(columns.stream().map(c -> String.valueOf(row.get(c))).toList()));
    StringJoiner lines = new StringJoiner("\n");
    cells.forEach(line -> lines.add(line(line, widths(cells))));
    return lines.toString();
  }

  private static int[] widths(List<List<String>> cells) {
    int[] widths = new int[cells.get(0).size()];
    for (List<String> line : cells) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    return widths;
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(cells.get(i)).append(" ".repeat(widths[i] - cells.get(i).length() + 2));
    }
    return line.toString().stripTrailing();
  }
}
