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
 * longer than all else that is done to a machine. Each tree is a line: what it is, the line that it
 * is from, and its text or how many trees follow; before each property stands its name.
 */
final class CompiledTree {
  private static final char MAP = 'm';
  private static final char LIST = 'l';
  private static final char VALUE = 'v';
  private static final char NOTHING = 'n';

  private final String file;
  private final String[] lines;
  private int next;

  private CompiledTree(String file, String[] lines) {
    this.file = file;
    this.lines = lines;
  }

  static Properties read(String file, String compiled) {
    return (Properties) new CompiledTree(file, compiled.split("\n")).tree();
  }

  private Tree tree() {
    String line = lines[next++];
    int space = line.indexOf(' ');
    Place place = new Place(file, Integer.parseInt(line, 1, space, 10));
    String rest = line.substring(space + 1);
    return switch (line.charAt(0)) {
      case MAP -> properties(Integer.parseInt(rest), place);
      case LIST -> elements(Integer.parseInt(rest), place);
      case VALUE -> new Scalar(plain(rest), place);
      case NOTHING -> new Absent(place);
      default -> throw new IllegalStateException(file + ": '" + line + "' is no tree");
    };
  }

  private Tree properties(int count, Place place) {
    Map<String, Tree> entries = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String name = plain(lines[next++]);
      entries.put(name, tree());
    }
    return new Properties(entries, place);
  }

  private Tree elements(int count, Place place) {
    List<Tree> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      members.add(tree());
    }
    return new Elements(members, place);
  }

  static String of(Properties tree) {
    StringBuilder text = new StringBuilder();
    write(tree, text);
    return text.toString();
  }

  private static void write(Tree tree, StringBuilder text) {
    if (tree instanceof Properties properties) {
      line(MAP, tree, "" + properties.entries().size(), text);
      properties
          .entries()
          .forEach(
              (name, value) -> {
                text.append(oneLine(name)).append('\n');
                write(value, text);
              });
    } else if (tree instanceof Elements elements) {
      line(LIST, tree, "" + elements.members().size(), text);
      elements.members().forEach(member -> write(member, text));
    } else if (tree instanceof Scalar scalar) {
      line(VALUE, tree, oneLine(scalar.text()), text);
    } else {
      line(NOTHING, tree, "", text);
    }
  }

  private static void line(char kind, Tree tree, String rest, StringBuilder text) {
    text.append(kind).append(tree.place().line()).append(' ').append(rest).append('\n');
  }

  private static String oneLine(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n");
  }

  private static String plain(String line) {
    return line.indexOf('\\') < 0 ? line : line.translateEscapes();
  }
}
