package dev.gpumock.ctl;

import dev.gpumock.topo.catalog.NearName;
import java.util.Collection;
import java.util.List;

/** The end of a message about a mistyped name. */
final class Hint {
  private Hint() {}

  static String didYouMean(List<String> near) {
    return near.isEmpty() ? "" : ", did you mean " + String.join(" or ", near) + "?";
  }

  /** {@code ", did you mean ...?"}, or nothing when no name is near. */
  static String near(String word, Collection<String> names) {
    return didYouMean(NearName.of(word, names));
  }
}
