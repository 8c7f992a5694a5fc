package dev.gpumock.topo.catalog;

import dev.gpumock.topo.Digits;
import dev.gpumock.topo.catalog.Tree.Absent;
import dev.gpumock.topo.catalog.Tree.Elements;
import dev.gpumock.topo.catalog.Tree.Properties;
import dev.gpumock.topo.catalog.Tree.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lays one tree over another: maps are merged property by property, anything else replaces. A list
 * whose elements name an {@code index} changes just those elements of the list below. Null takes a
 * property away: it stays in the tree, for there may be a board below.
 */
final class Overlay {
  private static final String BOARD = "board";
  private static final String EXTENDS = "extends";

  private Overlay() {}

  static Properties over(Properties below, Properties above) {
    Map<String, Tree> merged = new LinkedHashMap<>(below.entries());
    for (Map.Entry<String, Tree> entry : above.entries().entrySet()) {
      put(merged, entry.getKey(), entry.getValue());
    }
    return new Properties(merged, above.place());
  }

  private static void put(Map<String, Tree> merged, String name, Tree tree) {
    Tree below = merged.get(name);
    if (below == null || tree instanceof Absent) {
      merged.put(name, tree);
    } else {
      merged.put(name, name.equals(BOARD) ? board(below, tree) : merge(below, tree));
    }
  }

  /** A map without {@code extends} changes the board that is there. */
  static Tree board(Tree below, Tree above) {
    if (above instanceof Properties changes && !changes.entries().containsKey(EXTENDS)) {
      return merge(boardMap(below), changes);
    }
    return above;
  }

  /** A board's key written as the map that it is short for. */
  static Tree boardMap(Tree board) {
    return board instanceof Scalar key ? new Properties(Map.of(EXTENDS, key), key.place()) : board;
  }

  private static Tree merge(Tree below, Tree above) {
    if (below instanceof Properties lower && above instanceof Properties upper) {
      return over(lower, upper);
    }
    if (below instanceof Elements lower && above instanceof Elements upper && changes(upper)) {
      return change(lower, upper);
    }
    return above;
  }

  private static boolean changes(Elements elements) {
    for (Tree element : elements.members()) {
      if (!(element instanceof Properties map && map.entries().containsKey("index"))) {
        return false;
      }
    }
    return !elements.members().isEmpty();
  }

  private static Tree change(Elements below, Elements above) {
    List<Tree> elements = new ArrayList<>(below.members());
    for (Tree tree : above.members()) {
      Properties change = (Properties) tree;
      int index = index(change.entries().get("index"), elements.size());
      elements.set(index, merge(elements.get(index), change));
    }
    return new Elements(elements, above.place());
  }

  private static int index(Tree tree, int size) {
    if (tree instanceof Scalar scalar
        && Digits.decimal(scalar.text(), 4)
        && Integer.parseInt(scalar.text()) < size) {
      return Integer.parseInt(scalar.text());
    }
    throw CatalogException.at(
        tree.place(), "index is " + tree.kind() + ", it must be 0 to " + (size - 1));
  }
}
