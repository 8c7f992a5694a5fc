package dev.gpumock.topo.catalog;

import dev.gpumock.topo.catalog.Tree.Absent;
import dev.gpumock.topo.catalog.Tree.Elements;
import dev.gpumock.topo.catalog.Tree.Place;
import dev.gpumock.topo.catalog.Tree.Properties;
import dev.gpumock.topo.catalog.Tree.Scalar;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a tree as YAML that {@link TreeReader} reads as an equal one, a value to a line. */
final class TreeWriter {
  private static final String PLAIN = "[A-Za-z0-9][A-Za-z0-9._+/()-]*( [A-Za-z0-9._+/()-]+)*";
  private static final String INDENT = "  ";

  private final StringBuilder text = new StringBuilder();
  private final boolean sources;

  /**
   * @param sources whether each line ends with a comment that tells where its value is from
   */
  TreeWriter(boolean sources) {
    this.sources = sources;
  }

  String write(Properties tree) {
    properties(tree, "", "");
    return text.toString();
  }

  /** The first line starts with {@code first}, which may be the dash of a list. */
  private void properties(Properties tree, String first, String indent) {
    String lead = first;
    for (Map.Entry<String, Tree> entry : tree.entries().entrySet()) {
      text.append(lead).append(word(entry.getKey())).append(':');
      value(entry.getValue(), indent);
      lead = indent;
    }
  }

  private void value(Tree tree, String indent) {
    if (tree instanceof Properties map && !map.entries().isEmpty()) {
      text.append('\n');
      properties(map, indent + INDENT, indent + INDENT);
    } else if (tree instanceof Elements list && !isFlat(list)) {
      text.append('\n');
      elements(list, indent + INDENT);
    } else {
      text.append(' ').append(flat(tree));
      source(tree.place());
    }
  }

  private void elements(Elements list, String indent) {
    for (Tree member : list.members()) {
      if (member instanceof Properties map && !map.entries().isEmpty()) {
        properties(map, indent + "- ", indent + INDENT);
      } else {
        text.append(indent).append("- ").append(flat(member));
        source(member.place());
      }
    }
  }

  private static boolean isFlat(Elements list) {
    return list.members().stream().allMatch(member -> member instanceof Scalar);
  }

  private static String flat(Tree tree) {
    if (tree instanceof Scalar scalar) {
      return word(scalar.text());
    }
    if (tree instanceof Elements list) {
      return list.members().stream()
          .map(TreeWriter::flat)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return tree instanceof Absent ? "null" : "{}";
  }

  private void source(Place place) {
    text.append(sources ? " # " + place : "").append('\n');
  }

  private static String word(String word) {
    if (word.matches(PLAIN) && !word.matches("(?i)null|true|false|yes|no|on|off")) {
      return word;
    }
    if (word.matches("true|false|yes|no")) {
      return word;
    }
    return word.chars().mapToObj(TreeWriter::escaped).collect(Collectors.joining("", "\"", "\""));
  }

  private static String escaped(int c) {
    if (c == '"' || c == '\\') {
      return "\\" + (char) c;
    }
    return c < ' ' ? "\\x%02x".formatted(c) : Character.toString(c);
  }
}
