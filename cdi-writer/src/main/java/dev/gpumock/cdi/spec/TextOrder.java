package dev.gpumock.cdi.spec;

import java.util.Comparator;

/**
 * The order of texts by their bytes in UTF-8, which is that of their code points; Java's own
 * differs behind U+FFFF.
 */
public final class TextOrder implements Comparator<String> {
  public static final TextOrder BYTES = new TextOrder();

  private TextOrder() {}

  @Override
  public int compare(String a, String b) {
    int shared = Math.min(a.length(), b.length());
    for (int i = 0; i < shared; i++) {
      char first = a.charAt(i);
      char second = b.charAt(i);
      if (first != second) {
        return rank(first) - rank(second);
      }
    }
    return a.length() - b.length();
  }

  /** Surrogates, of which larger characters are made, behind all others. */
  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + Character.MAX_VALUE : c;
  }
}
