package dev.gpumock.topo.catalog;

import dev.gpumock.topo.Machine;
import dev.gpumock.topo.catalog.Tree.Elements;
import dev.gpumock.topo.catalog.Tree.Properties;
import dev.gpumock.topo.catalog.Tree.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A machine with every value written out, for people: shown, and compared with another. */
public final class ResolvedMachine {
  private final Machine machine;
  private final Properties tree;

  ResolvedMachine(Machine machine, Properties tree) {
    this.machine = machine;
    this.tree = tree;
  }

  /** A value that two machines do not share; absent where one has no such property. */
  public record Difference(String property, Optional<String> left, Optional<String> right) {}

  public Machine machine() {
    return machine;
  }

  /**
   * A machine file that needs no other and gives an equal machine.
   *
   * @param sources whether each value is followed by a comment with file and line, or {@code
   *     derived}
   */
  public String yaml(boolean sources) {
    return new TreeWriter(sources).write(tree);
  }

  /** Values by dotted property, for example {@code gpus[3].bdf}, in the order of the file. */
  public Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    collect("", tree, values);
    return values;
  }

  private static void collect(String path, Tree tree, Map<String, String> values) {
    if (tree instanceof Properties map) {
      String prefix = path.isEmpty() ? "" : path + ".";
      map.entries().forEach((name, value) -> collect(prefix + name, value, values));
    } else if (tree instanceof Elements list) {
      for (int i = 0; i < list.members().size(); i++) {
        collect(path + "[" + i + "]", list.members().get(i), values);
      }
    } else if (tree instanceof Scalar scalar) {
      String text = scalar.text();
      values.put(path, text.matches("[0-9_]+") ? text.replace("_", "") : text);
    }
  }

  /** What differs from another machine, in the order of this one. */
  public List<Difference> differences(ResolvedMachine other) {
    Map<String, String> left = values();
    Map<String, String> right = other.values();
    Set<String> properties = new LinkedHashSet<>(left.keySet());
    properties.addAll(right.keySet());
    List<Difference> differences = new ArrayList<>();
    for (String property : properties) {
      Optional<String> a = Optional.ofNullable(left.get(property));
      Optional<String> b = Optional.ofNullable(right.get(property));
      if (!a.equals(b)) {
        differences.add(new Difference(property, a, b));
      }
    }
    return differences;
  }
}
