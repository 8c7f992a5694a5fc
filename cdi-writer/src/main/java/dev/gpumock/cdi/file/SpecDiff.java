package dev.gpumock.cdi.file;

import dev.gpumock.cdi.spec.CdiSpec;
import dev.gpumock.cdi.spec.DeviceNode;
import dev.gpumock.cdi.spec.SpecPasses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Differences of meaning between two specifications: neither the order of devices, nodes and
 * mounts, nor doubled entries, nor the notation count, nor whether a default is written. Hooks and
 * environment have an order.
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
    flatten("", SpecTree.of(ordered(first), false), diff.first);
    flatten("", SpecTree.of(ordered(second), false), diff.second);
    return diff.lines();
  }

  private static CdiSpec ordered(CdiSpec spec) {
    CdiSpec plain = spec.mapEdits(edits -> edits.withDeviceNodes(plain(edits.deviceNodes())));
    return SpecPasses.sort(SpecPasses.dedupe(plain));
  }

  private static List<DeviceNode> plain(List<DeviceNode> nodes) {
    return nodes.stream().map(DeviceNode::withoutDefaults).toList();
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
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        flatten(path + "[" + name(list.get(i), i) + "]", list.get(i), out);
      }
    } else {
      out.put(path, String.valueOf(value));
    }
  }

  /** What an entry is known by; hooks, which are known by nothing, have their position. */
  private static String name(Object entry, int position) {
    if (entry instanceof Map<?, ?> map) {
      for (String key : List.of("name", "containerPath")) {
        if (map.containsKey(key)) {
          return String.valueOf(map.get(key));
        }
      }
      if (map.containsKey("path") && !map.containsKey("hookName")) {
        return String.valueOf(map.get("path"));
      }
    }
    return String.valueOf(position);
  }
}
