package dev.gpumock.topo.catalog;

import dev.gpumock.topo.catalog.Tree.Absent;
import dev.gpumock.topo.catalog.Tree.Elements;
import dev.gpumock.topo.catalog.Tree.Place;
import dev.gpumock.topo.catalog.Tree.Properties;
import dev.gpumock.topo.catalog.Tree.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of the built-in catalog as the build has read it, places included: to read YAML takes
 * longer than all else that is done to a machine. A tree is a letter for its kind, the line that it
 * is from, and its text or the trees in it. Before a text stands its length, before trees how many
 * they are, before each property its name. A number is two characters of seven bits each, for a
 * process that has just begun is slow at digits.
 */
final class CompiledTree {
  private static final char MAP = 'm';
  private static final char LIST = 'l';
  private static final char VALUE = 'v';
  private static final char NOTHING = 'n';
  private static final int BITS = 7;

  private final String file;
  private final String compiled;
  private int next;

  private CompiledTree(String file, String compiled) {
    this.file = file;
    this.compiled = compiled;
  }

  static Properties read(String file, String compiled) {
    return (Properties) new CompiledTree(file, compiled).tree();
  }

  private Tree tree() {
    char kind = compiled.charAt(next++);
    Place place = new Place(file, number());
    return switch (kind) {
      case MAP -> properties(place);
      case LIST -> elements(place);
      case VALUE -> new Scalar(text(), place);
      case NOTHING -> new Absent(place);
      default -> throw new IllegalStateException(file + ": '" + kind + "' is no kind of tree");
    };
  }

  private int number() {
    int high = compiled.charAt(next++);
    return high << BITS | compiled.charAt(next++);
  }

  private String text() {
    int length = number();
    next += length;
    return compiled.substring(next - length, next);
  }

  private Properties properties(Place place) {
    Map<String, Tree> entries = new LinkedHashMap<>();
    for (int left = number(); left > 0; left--) {
      entries.put(text(), tree());
    }
    return new Properties(entries, place);
  }

  private Elements elements(Place place) {
    List<Tree> members = new ArrayList<>();
    for (int left = number(); left > 0; left--) {
      members.add(tree());
    }
    return new Elements(members, place);
  }

  static String of(Properties tree) {
    StringBuilder compiled = new StringBuilder();
    write(tree, compiled);
    return compiled.toString();
  }

  private static void write(Tree tree, StringBuilder compiled) {
    if (tree instanceof Properties properties) {
      begin(MAP, tree, compiled);
      number(properties.entries().size(), compiled);
      for (Map.Entry<String, Tree> entry : properties.entries().entrySet()) {
        text(entry.getKey(), compiled);
        write(entry.getValue(), compiled);
      }
    } else if (tree instanceof Elements elements) {
      begin(LIST, tree, compiled);
      number(elements.members().size(), compiled);
      elements.members().forEach(member -> write(member, compiled));
    } else if (tree instanceof Scalar scalar) {
      begin(VALUE, tree, compiled);
      text(scalar.text(), compiled);
    } else {
      begin(NOTHING, tree, compiled);
    }
  }

  private static void begin(char kind, Tree tree, StringBuilder compiled) {
    compiled.append(kind);
    number(tree.place().line(), compiled);
  }

  private static void text(String text, StringBuilder compiled) {
    number(text.length(), compiled);
    compiled.append(text);
  }

  private static void number(int number, StringBuilder compiled) {
    if (number >= 1 << 2 * BITS) {
      throw new IllegalArgumentException(number + " is more than a compiled tree can hold");
    }
    compiled.append((char) (number >> BITS)).append((char) (number & (1 << BITS) - 1));
  }
}
