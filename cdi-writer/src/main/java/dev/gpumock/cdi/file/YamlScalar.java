package dev.gpumock.cdi.file;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * One scalar as yaml.v3 prints it: plain where it is read back as text, else in double quotes; in
 * single quotes where only its punctuation would mislead.
 */
final class YamlScalar {
  /** Plain text that is no text: YAML 1.2's constants, and those of 1.1 that others still read. */
  private static final Set<String> CONSTANTS =
      Set.of(
          "true", "True", "TRUE", "false", "False", "FALSE", "null", "Null", "NULL", "~", "", "y",
          "Y", "yes", "Yes", "YES", "on", "On", "ON", "n", "N", "no", "No", "NO", "off", "Off",
          "OFF", ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf",
          "-.Inf", "-.INF");

  private static final Pattern INTEGER =
      Pattern.compile("[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]*|[1-9][0-9]*)");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern BASE_60 =
      Pattern.compile("[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?");
  private static final Pattern DATE =
      Pattern.compile(
          "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
              + "([Tt ][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(\\.[0-9]+)?(Z|[-+][0-9]{2}:[0-9]{2})?)?");

  /** A character that cannot begin plain text. */
  private static final String INDICATORS = "#,[]{}&*!|>'\"%@`";

  private YamlScalar() {}

  static String of(Object value) {
    if (!(value instanceof String text)) {
      return String.valueOf(value);
    }
    if (!isText(text) || text.indexOf('\n') >= 0 || hasUnprintable(text)) {
      return doubleQuoted(text);
    }
    return misleads(text) ? "'" + text.replace("'", "''") + "'" : text;
  }

  private static boolean isText(String text) {
    if (CONSTANTS.contains(text)) {
      return false;
    }
    if ("+-.0123456789".indexOf(text.charAt(0)) < 0) {
      return true;
    }
    String number = text.replace("_", "");
    return !(BASE_60.matcher(text).matches()
        || INTEGER.matcher(number).matches()
        || FLOAT.matcher(number).matches()
        || DATE.matcher(text).matches());
  }

  private static boolean hasUnprintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c >= 0x7f && c < 0xa0 || c == 0xfeff || c == 0x2028 || c == 0x2029) {
        return true;
      }
    }
    return false;
  }

  /** Whether a parser would see structure in the plain text, or lose space at its ends. */
  private static boolean misleads(String text) {
    char first = text.charAt(0);
    boolean leads =
        INDICATORS.indexOf(first) >= 0
            || "?:-".indexOf(first) >= 0 && (text.length() == 1 || text.charAt(1) == ' ')
            || text.startsWith("---")
            || text.startsWith("...");
    return leads
        || first == ' '
        || text.endsWith(" ")
        || text.endsWith(":")
        || text.contains(": ")
        || text.contains(" #");
  }

  private static String doubleQuoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        case '\0' -> quoted.append("\\0");
        default -> quoted.append(hasUnprintable(String.valueOf(c)) ? escape(c) : String.valueOf(c));
      }
    }
    return quoted.append('"').toString();
  }

  private static String escape(char c) {
    return c < 0x100 ? "\\x%02X".formatted((int) c) : "\\u%04X".formatted((int) c);
  }
}
