package dev.gpumock.cdi.file;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * One scalar as yaml.v3 prints it: plain where it is read back as text, else in double quotes; in
 * single quotes where only its punctuation would mislead; text of several lines as a block.
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

  /** Characters that have an escape of their own, and these. */
  private static final String ESCAPED =
      "\0\007\b\t\n\013\f\r\033\"\\" + (char) 0x85 + (char) 0x2028 + (char) 0x2029;

  private static final String ESCAPES = "0abtnvfre\"\\NLP";

  private static final Pattern SPACE_AT_BREAK = Pattern.compile(" [\u2028\u2029]|[\u2028\u2029] ");

  private YamlScalar() {}

  /** A key, which is in one line. */
  static String ofKey(Object key) {
    String text = String.valueOf(key);
    return text.chars().anyMatch(YamlScalar::isBreak) ? doubleQuoted(text) : of(text, 0);
  }

  /**
   * @param indent of further lines
   */
  static String of(Object value, int indent) {
    if (!(value instanceof String text)) {
      return String.valueOf(value);
    }
    if (text.indexOf('\n') >= 0 && YamlBlock.isPossible(text)) {
      return YamlBlock.of(text, indent);
    }
    if (!isText(text) || text.indexOf('\n') >= 0 || hasUnprintable(text)) {
      return doubleQuoted(text);
    }
    if (text.chars().anyMatch(YamlScalar::isBreak)) {
      return SPACE_AT_BREAK.matcher(text).find() ? doubleQuoted(text) : singleQuoted(text, indent);
    }
    return misleads(text) ? singleQuoted(text, indent) : text;
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
      if (!isPrintable(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** Of a pair of surrogates neither is: what is behind U+FFFF is escaped. */
  static boolean isPrintable(int c) {
    return c >= 0x20 && c <= 0x7e
        || c == '\n'
        || c >= 0xa0 && c < 0xd800
        || c >= 0xe000 && c <= 0xfffd && c != 0xfeff;
  }

  static boolean isBreak(int c) {
    return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
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

  /** What is behind one of Unicode's line breaks is indented. */
  private static String singleQuoted(String text, int indent) {
    String lines =
        text.replace("'", "''")
            .replaceAll("([\u2028\u2029]+)(.)", "$1" + " ".repeat(indent) + "$2");
    return "'" + lines + "'";
  }

  /** Behind a byte order mark yaml.v3 escapes all. */
  private static String doubleQuoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    boolean all = text.startsWith("\ufeff");
    text.codePoints()
        .forEach(
            c -> {
              int named = ESCAPED.indexOf(c);
              if (named >= 0) {
                quoted.append('\\').append(ESCAPES.charAt(named));
              } else {
                quoted.append(all || !isPrintable(c) ? escape(c) : Character.toString(c));
              }
            });
    return quoted.append('"').toString();
  }

  private static String escape(int c) {
    return c < 0x100
        ? "\\x%02X".formatted(c)
        : c < 0x10000 ? "\\u%04X".formatted(c) : "\\U%08X".formatted(c);
  }
}
