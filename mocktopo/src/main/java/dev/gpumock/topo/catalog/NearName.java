package dev.gpumock.topo.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What somebody may have meant who mistyped a name. */
public final class NearName {
  private static final int MOST = 3;

  private NearName() {}

  /** The names at most a third of the word's letters away, nearest first. */
  public static List<String> of(String word, Collection<String> names) {
    int allowed = Math.max(2, word.length() / 3);
    String typed = word.toLowerCase(Locale.ROOT);
    return names.stream()
        .filter(name -> distance(typed, name.toLowerCase(Locale.ROOT)) <= allowed)
        .sorted(Comparator.comparingInt(name -> distance(typed, name.toLowerCase(Locale.ROOT))))
        .limit(MOST)
        .toList();
  }

  /** {@code ", did you mean ...?"}, or nothing. */
  static String hint(String word, Collection<String> names) {
    List<String> near = of(word, names);
    return near.isEmpty() ? "" : ", did you mean " + String.join(" or ", near) + "?";
  }

  /** Levenshtein's: letters to add, drop or change. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int corner = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = corner + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        corner = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
