package dev.gpumock.topo.catalog;

import dev.gpumock.topo.catalog.Tree.Properties;
import dev.gpumock.topo.catalog.Tree.Scalar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The board that a machine file names: its file, fitted to the driver, with the changes that the
 * machine makes laid over it.
 */
final class BoardTrees {
  private static final String EXTENDS = "extends";

  private final Function<Scalar, Properties> files;

  /**
   * @param files reads the file of a board's key
   */
  BoardTrees(Function<Scalar, Properties> files) {
    this.files = files;
  }

  /**
   * All properties of a board, without {@code extends} and {@code drivers}.
   *
   * @param own what stands for the board: a key, or a map of changes
   * @param common the machine's, which {@code own} changes where it names no key
   */
  Properties resolved(Tree own, Tree common, int driverBranch) {
    Tree tree = named(own, common);
    Properties board = DriverVariants.fit(files.apply(scalar(tree)), driverBranch);
    if (tree instanceof Properties changes) {
      Map<String, Tree> rest = new LinkedHashMap<>(changes.entries());
      rest.remove(EXTENDS);
      board = Overlay.over(board, new Properties(rest, changes.place()));
    }
    return DriverVariants.fit(board, driverBranch);
  }

  String key(Tree own, Tree common) {
    return scalar(named(own, common)).text();
  }

  private static Tree named(Tree own, Tree common) {
    return own == common ? own : Overlay.board(common, own);
  }

  private static Scalar scalar(Tree tree) {
    Tree key = tree instanceof Properties p ? p.entries().get(EXTENDS) : tree;
    if (key instanceof Scalar scalar) {
      return scalar;
    }
    throw CatalogException.at(
        tree.place(), "board must be a board's key, or a map whose 'extends' is one");
  }
}
