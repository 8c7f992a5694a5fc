package dev.gpumock.cdi.file;

import dev.gpumock.cdi.spec.CdiSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Differences of meaning between two specifications: what a container gets. Neither the notation
 * nor a default counts, nor what is doubled, but for hooks, which run twice then, nor an order that
 * changes nothing: that of devices, nodes, mounts and their options, variables, groups, and hooks
 * of different stages.
 */
public final class SpecDiff {
  private final Map<String, String> first = new LinkedHashMap<>();
  private final Map<String, String> second = new LinkedHashMap<>();

  private SpecDiff() {}

  /**
   * @return one line each: {@code - property: value} of the first only, {@code +} of the second
   */
  public static List<String> of(CdiSpec first, CdiSpec second) {
    SpecDiff diff = new SpecDiff();
    flatten("", MeaningTree.of(first), diff.first);
    flatten("", MeaningTree.of(second), diff.second);
    return diff.lines();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    first.forEach(
        (property, value) -> {
          if (!Objects.equals(second.get(property), value)) {
            lines.add("- " + property + ": " + value);
          }
          if (second.containsKey(property) && !second.get(property).equals(value)) {
            lines.add("+ " + property + ": " + second.get(property));
          }
        });
    second.forEach(
        (property, value) -> {
          if (!first.containsKey(property)) {
            lines.add("+ " + property + ": " + value);
          }
        });
    return lines;
  }

  private static void flatten(String path, Object value, Map<String, String> out) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, inner) -> flatten(path.isEmpty() ? "" + key : path + "." + key, inner, out));
    } else if (value instanceof MeaningTree.Entries entries) {
      entries.byName().forEach((name, inner) -> flatten(path + "[" + name + "]", inner, out));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        flatten(path + "[" + i + "]", list.get(i), out);
      }
    } else {
      out.put(path, String.valueOf(value));
    }
  }
}
