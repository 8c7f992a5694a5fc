package dev.gpumock.topo.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A YAML document as read: each value knows the file and line that it is from. */
sealed interface Tree {
  Place place();

  /** What a message calls it: a map, a list or a value. */
  String kind();

  /** File and line, for messages; line 0 is the file as a whole. */
  record Place(String file, int line) {
    @Override
    public String toString() {
      return line == 0 ? file : file + ":" + line;
    }
  }

  /** Properties in the order of the file. */
  record Properties(Map<String, Tree> entries, Place place) implements Tree {
    public Properties {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public String kind() {
      return "a map";
    }
  }

  /** Elements of a sequence. */
  record Elements(List<Tree> members, Place place) implements Tree {
    public Elements {
      members = List.copyOf(members);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A number, a word or a text, as it was typed. */
  record Scalar(String text, Place place) implements Tree {
    @Override
    public String kind() {
      return "'" + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + "'";
    }
  }

  /** Written as null or ~: the property of the machine or board below is taken away. */
  record Absent(Place place) implements Tree {
    @Override
    public String kind() {
      return "nothing";
    }
  }
}
