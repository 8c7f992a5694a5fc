package dev.gpumock.topo.catalog;

import java.util.Optional;

/**
 * What the build makes of the catalog's folders, by path: the constants of a class that {@link
 * CatalogCompiler} writes. The JVM has them at hand, where a process that has just begun takes
 * longer to open a resource than to read all of it.
 */
interface CompiledFiles {
  /** Each machine's own name, and then its aliases, in a line. */
  String MACHINES = "machines";

  /** The key of each board in a line. */
  String BOARDS = "boards";

  /** Each machine as a line of {@link MachineSummary}. */
  String SUMMARIES = "summaries";

  /** The name of the class. */
  String CLASS = CompiledFiles.class.getPackageName() + ".CompiledCatalog";

  Optional<String> text(String path);

  static String machine(String name) {
    return "machines/" + name;
  }

  static String board(String key) {
    return "boards/" + key;
  }

  static CompiledFiles ofTheBuild() {
    try {
      return (CompiledFiles) Class.forName(CLASS).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the build has not compiled the catalog; see mocktopo", e);
    }
  }
}
