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
import java.util.regex.Pattern;

/** A machine with every value written out, for people: shown, and compared with another. */
public final class ResolvedMachine {
  private static final Pattern IDENTIFIER = Pattern.compile("\\.(uuid|serial|pdi|fabricGuid)$");

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
    scalars().forEach((property, scalar) -> values.put(property, text(scalar)));
    return values;
  }

  private static String text(Scalar scalar) {
    String text = scalar.text();
    return text.matches("[0-9_]+") ? text.replace("_", "") : text;
  }

  private Map<String, Scalar> scalars() {
    Map<String, Scalar> scalars = new LinkedHashMap<>();
    collect("", tree, scalars);
    return scalars;
  }

  private static void collect(String path, Tree tree, Map<String, Scalar> scalars) {
    if (tree instanceof Properties map) {
      String prefix = path.isEmpty() ? "" : path + ".";
      map.entries().forEach((name, value) -> collect(prefix + name, value, scalars));
    } else if (tree instanceof Elements list) {
      for (int i = 0; i < list.members().size(); i++) {
        collect(path + "[" + i + "]", list.members().get(i), scalars);
      }
    } else if (tree instanceof Scalar scalar) {
      scalars.put(path, scalar);
    }
  }

  /**
   * What differs from another machine, in the order of this one. Identifiers that one derives from
   * the names of machine and node tell nothing of it and are left out.
   */
  public List<Difference> differences(ResolvedMachine other) {
    Map<String, Scalar> left = scalars();
    Map<String, Scalar> right = other.scalars();
    Set<String> properties = new LinkedHashSet<>(left.keySet());
    properties.addAll(right.keySet());
    List<Difference> differences = new ArrayList<>();
    for (String property : properties) {
      Optional<Scalar> a = Optional.ofNullable(left.get(property));
      Optional<Scalar> b = Optional.ofNullable(right.get(property));
      Optional<String> textA = a.map(ResolvedMachine::text);
      Optional<String> textB = b.map(ResolvedMachine::text);
      if (!textA.equals(textB) && !(isDerived(property, a) || isDerived(property, b))) {
        differences.add(new Difference(property, textA, textB));
      }
    }
    return differences;
  }

  private static boolean isDerived(String property, Optional<Scalar> value) {
    return IDENTIFIER.matcher(property).find()
        && value.filter(v -> v.place().equals(MachineResolver.DERIVED)).isPresent();
  }
}
