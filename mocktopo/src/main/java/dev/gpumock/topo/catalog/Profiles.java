package dev.gpumock.topo.catalog;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Finds a MIG profile by what people call it: its name, or its id. */
final class Profiles {
  private Profiles() {}

  /**
   * @param whose what a message says has the profiles
   * @throws IllegalArgumentException where none is called so
   */
  static <P> P find(
      String word, List<P> all, Function<P, String> name, ToIntFunction<P> id, String whose) {
    for (P profile : all) {
      if (name.apply(profile).equals(word) || String.valueOf(id.applyAsInt(profile)).equals(word)) {
        return profile;
      }
    }
    List<String> names = all.stream().map(name).toList();
    throw new IllegalArgumentException(
        "'%s' is no profile of %s, it has %s"
            .formatted(
                word.length() > 40 ? word.substring(0, 40) + "..." : word,
                whose,
                String.join(", ", names)));
  }
}
