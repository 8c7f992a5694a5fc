package dev.gpumock.topo.catalog;

import dev.gpumock.topo.Digits;
import dev.gpumock.topo.catalog.Tree.Absent;
import dev.gpumock.topo.catalog.Tree.Properties;
import java.util.LinkedHashMap;
import java.util.Map;

/** Chooses, of a board's properties by driver branch, those of the machine's driver. */
final class DriverVariants {
  private static final String PROPERTY = "drivers";

  private DriverVariants() {}

  static Properties fit(Properties board, int branch) {
    Map<String, Tree> rest = new LinkedHashMap<>(board.entries());
    Tree variants = rest.remove(PROPERTY);
    Properties plain = new Properties(rest, board.place());
    if (variants == null || variants instanceof Absent) {
      return plain;
    }
    if (!(variants instanceof Properties byBranch)) {
      throw CatalogException.at(variants.place(), "drivers must be a map of release branches");
    }
    Properties fitted = plain;
    int chosen = 0;
    for (Map.Entry<String, Tree> entry : byBranch.entries().entrySet()) {
      int of = branch(entry.getKey(), entry.getValue());
      if (of <= branch && of > chosen && entry.getValue() instanceof Properties changes) {
        chosen = of;
        fitted = Overlay.over(plain, changes);
      }
    }
    return fitted;
  }

  private static int branch(String text, Tree variant) {
    if (text.length() == 3 && Digits.decimal(text, 3) && variant instanceof Properties) {
      return Integer.parseInt(text);
    }
    throw CatalogException.at(
        variant.place(), "drivers: '" + text + "' must be a release branch such as 550, and a map");
  }
}
