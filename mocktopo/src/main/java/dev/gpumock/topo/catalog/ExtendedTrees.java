package dev.gpumock.topo.catalog;

import dev.gpumock.topo.catalog.Tree.Place;
import dev.gpumock.topo.catalog.Tree.Properties;
import dev.gpumock.topo.catalog.Tree.Scalar;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Lays a machine's tree over what it extends: a machine of the catalog or, in a user's file,
 * another file, named from the folder that the first one lies in.
 */
final class ExtendedTrees {
  private static final String EXTENDS = "extends";
  private static final int MAX_CHAIN = 10;

  private final Set<String> names;
  private final Function<String, Properties> catalog;

  /**
   * @param names of the catalog's machines
   * @param catalog reads the file of one
   */
  ExtendedTrees(Set<String> names, Function<String, Properties> catalog) {
    this.names = names;
    this.catalog = catalog;
  }

  Properties ofCatalog(String name) {
    return over(catalog.apply(name), new Chain(List.of(name), false));
  }

  Properties ofFile(Path file) {
    return over(read(file), new Chain(List.of(file.normalize().toString()), true));
  }

  /** A text that lies in no folder extends machines of the catalog only. */
  Properties ofText(String file, byte[] text) {
    return over(TreeReader.read(file, text), new Chain(List.of(file), false));
  }

  /**
   * What extends what, the first one first.
   *
   * @param files whether the last one may name a file
   */
  private record Chain(List<String> links, boolean files) {
    Chain with(String link, boolean isFile, Place place) {
      List<String> all = new ArrayList<>(links);
      all.add(link);
      if (links.contains(link)) {
        throw CatalogException.at(
            place, "extends goes in a circle: " + String.join(" extends ", all));
      }
      if (links.size() > MAX_CHAIN) {
        throw CatalogException.at(place, "extends more than " + MAX_CHAIN + " files in a row");
      }
      return new Chain(all, isFile);
    }
  }

  private Properties over(Properties tree, Chain chain) {
    Tree base = tree.entries().get(EXTENDS);
    if (base == null) {
      return tree;
    }
    String name = base instanceof Scalar scalar ? scalar.text() : base.kind();
    Map<String, Tree> rest = new LinkedHashMap<>(tree.entries());
    rest.remove(EXTENDS);
    return Overlay.over(below(name, base.place(), chain), new Properties(rest, tree.place()));
  }

  private Properties below(String name, Place place, Chain chain) {
    if (names.contains(name)) {
      return over(catalog.apply(name), chain.with(name, false, place));
    }
    if (chain.files() && isFile(name)) {
      Path file = beside(name, place);
      Chain longer = chain.with(file.toString(), true, place);
      return over(read(file, place), longer);
    }
    throw CatalogException.at(
        place, "extends the unknown machine '" + name + "'" + NearName.hint(name, names));
  }

  private static boolean isFile(String name) {
    return name.contains("/") || name.matches(".*\\.(ya?ml|json)");
  }

  private static Path beside(String name, Place place) {
    try {
      return Path.of(place.file()).resolveSibling(name).normalize();
    } catch (InvalidPathException e) {
      throw CatalogException.at(place, "extends a file whose name cannot be: " + e.getReason());
    }
  }

  private static Properties read(Path file, Place place) {
    try {
      return read(file);
    } catch (CatalogException e) {
      throw e.getMessage().contains(": cannot be read: ")
          ? CatalogException.at(place, "extends " + e.getMessage())
          : e;
    }
  }

  private static Properties read(Path file) {
    return TreeReader.read(file.toString(), Catalog.content(file));
  }
}
