package dev.gpumock.topo;

/**
 * Texts that are made of digits. No patterns: the catalog's files are full of numbers, and a
 * process that has just begun takes longer over a few patterns than over a machine.
 */
public final class Digits {
  private static final int DECIMAL = 10;
  private static final int HEXADECIMAL = 16;
  private static final int UUID_LENGTH = 36;

  private Digits() {}

  /** Whether the text is 1 to {@code max} digits 0 to 9, and no more. */
  public static boolean decimal(String text, int max) {
    return text.length() <= max && are(text, 0, text.length(), DECIMAL);
  }

  /** Whether the text is 1 to {@code max} digits 0 to f of either case, and no more. */
  public static boolean hexadecimal(String text, int max) {
    return text.length() <= max && are(text, 0, text.length(), HEXADECIMAL);
  }

  /** Whether the text is a UUID in full: 8, 4, 4, 4 and 12 hexadecimal digits. */
  public static boolean uuid(String text) {
    return text.length() == UUID_LENGTH
        && are(text, 0, 8, HEXADECIMAL)
        && group(text, 8, 4)
        && group(text, 13, 4)
        && group(text, 18, 4)
        && group(text, 23, 12);
  }

  private static boolean group(String text, int from, int count) {
    return text.charAt(from) == '-' && are(text, from + 1, from + 1 + count, HEXADECIMAL);
  }

  /** ASCII only: Character.digit knows those of all scripts. */
  private static boolean are(String text, int from, int to, int radix) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) > 'f' || Character.digit(text.charAt(i), radix) < 0) {
        return false;
      }
    }
    return from < to;
  }
}
