package dev.gpumock.topo;

/**
 * Numbers in texts. No patterns, and each character is looked at once: the catalog's files are full
 * of numbers, and a process that has just begun takes its time over each.
 */
public final class Digits {
  private static final int DECIMAL = 10;
  private static final int HEXADECIMAL = 16;
  private static final int UUID_LENGTH = 36;

  private Digits() {}

  /** Whether the text is 1 to {@code max} digits 0 to 9, and no more. */
  public static boolean decimal(String text, int max) {
    return decimal(text, 0, text.length(), max) >= 0;
  }

  /** The number of 1 to {@code max} digits 0 to 9 in a part of the text; -1 of anything else. */
  public static long decimal(String text, int from, int to, int max) {
    return to - from > max ? -1 : number(text, from, to, DECIMAL);
  }

  /** Likewise of digits 0 to f of either case; at most 15 of them. */
  public static long hexadecimal(String text, int from, int to, int max) {
    return to - from > max ? -1 : number(text, from, to, HEXADECIMAL);
  }

  /** Whether the text is a UUID in full: 8, 4, 4, 4 and 12 hexadecimal digits. */
  public static boolean uuid(String text) {
    return text.length() == UUID_LENGTH
        && hexadecimal(text, 0, 8, 8) >= 0
        && group(text, 8, 4)
        && group(text, 13, 4)
        && group(text, 18, 4)
        && group(text, 23, 12);
  }

  private static boolean group(String text, int dash, int count) {
    return text.charAt(dash) == '-' && hexadecimal(text, dash + 1, dash + 1 + count, count) >= 0;
  }

  private static long number(String text, int from, int to, int radix) {
    long number = from < to ? 0 : -1;
    for (int i = from; i < to; i++) {
      int digit = digit(text.charAt(i));
      if (digit < 0 || digit >= radix) {
        return -1;
      }
      number = number * radix + digit;
    }
    return number;
  }

  /** ASCII only: the JDK's knows the digits of all scripts. */
  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int letter = c | 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
  }
}
