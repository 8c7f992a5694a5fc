package dev.gpumock.ctl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * TOML as far as the toolkit's configuration has it: tables, dotted and quoted keys, inline tables,
 * text, and all other values as they are written.
 */
final class TomlReader {
  private static final Pattern BARE_KEY = Pattern.compile("[A-Za-z0-9_-]+");
  private static final Pattern OTHER_VALUE =
      Pattern.compile(
          "true|false|[+-]?(inf|nan)|[+-]?0[xob][0-9a-fA-F_]+"
              + "|[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9:.]+([Zz]|[+-][0-9:]+)?)?|[0-9]{2}:[0-9:.]+"
              + "|[+-]?[0-9][0-9_]*(\\.[0-9][0-9_]*)?([eE][+-]?[0-9]+)?");
  private static final Pattern BLANK = Pattern.compile("[ \\t]*");
  private static final Pattern BLANK_LINES = Pattern.compile("([ \\t\\r\\n]|#[^\\n]*)*");
  private static final Pattern LINE_END = Pattern.compile("[ \\t]*(#[^\\n]*)?(\\r?\\n|$)");

  /** A list; what is in it has no use here. */
  private static final Object LIST = new Object();

  private final String text;
  private final List<Map<String, Object>> lists = new ArrayList<>();
  private int at;

  private TomlReader(String text) {
    this.text = text;
  }

  /**
   * A value by its dotted key; absent when it is not there, or is a table or list.
   *
   * @throws IllegalArgumentException when the text is no TOML, with the line
   */
  static Optional<String> value(String text, String key) {
    TomlReader reader = new TomlReader(text);
    Object found = reader.document();
    for (String part : key.split("\\.")) {
      found = found instanceof Map<?, ?> table ? table.get(part) : null;
    }
    return found instanceof String value ? Optional.of(value) : Optional.empty();
  }

  private Map<String, Object> document() {
    Map<String, Object> root = new LinkedHashMap<>();
    Map<String, Object> table = root;
    for (skip(BLANK_LINES); at < text.length(); skip(BLANK_LINES)) {
      if (text.startsWith("[[", at)) {
        at += 2;
        table = lastOfTables(root);
        expect("]]");
      } else if (take("[")) {
        table = table(root);
        expect("]");
      } else {
        pair(table);
      }
      require(skip(LINE_END), "more than is understood");
    }
    return root;
  }

  private Map<String, Object> table(Map<String, Object> root) {
    Map<String, Object> table = root;
    do {
      table = inner(table, key());
    } while (take("."));
    return table;
  }

  private void pair(Map<String, Object> table) {
    Map<String, Object> parent = table;
    String key = key();
    while (take(".")) {
      parent = inner(parent, key);
      key = key();
    }
    expect("=");
    require(parent.putIfAbsent(key, value()) == null, "'" + key + "' is there twice");
  }

  /** Of such a list the toolkit asks the last. */
  private Map<String, Object> lastOfTables(Map<String, Object> root) {
    Map<String, Object> parent = root;
    String key = key();
    while (take(".")) {
      parent = inner(parent, key);
      key = key();
    }
    Map<String, Object> table = new LinkedHashMap<>();
    Object old = parent.put(key, table);
    require(old == null || lists.stream().anyMatch(last -> last == old), key + " is no list");
    lists.add(table);
    return table;
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> inner(Map<String, Object> table, String key) {
    Object inner = table.computeIfAbsent(key, k -> new LinkedHashMap<String, Object>());
    require(inner instanceof Map, "'" + key + "' is no table");
    return (Map<String, Object>) inner;
  }

  private String key() {
    skip(BLANK);
    String key = at < text.length() && "\"'".indexOf(text.charAt(at)) >= 0 ? quoted() : bare();
    skip(BLANK);
    return key;
  }

  private String bare() {
    Matcher key = BARE_KEY.matcher(text).region(at, text.length());
    require(key.lookingAt(), "a key is expected");
    at = key.end();
    return key.group();
  }

  private Object value() {
    skip(BLANK);
    require(at < text.length(), "a value is expected");
    if ("\"'".indexOf(text.charAt(at)) >= 0) {
      return quoted();
    }
    if (take("[")) {
      return list();
    }
    return take("{") ? inlineTable() : other();
  }

  private Object list() {
    skip(BLANK_LINES);
    while (!take("]")) {
      value();
      skip(BLANK_LINES);
      if (!take(",")) {
        expect("]");
        break;
      }
      skip(BLANK_LINES);
    }
    return LIST;
  }

  private Map<String, Object> inlineTable() {
    Map<String, Object> table = new LinkedHashMap<>();
    skip(BLANK);
    if (!take("}")) {
      do {
        pair(table);
        skip(BLANK);
      } while (take(","));
      expect("}");
    }
    return table;
  }

  private String other() {
    Matcher value = OTHER_VALUE.matcher(text).region(at, text.length());
    require(value.lookingAt(), "a value is expected");
    at = value.end();
    return value.group();
  }

  private String quoted() {
    String one = text.substring(at, at + 1);
    String quote = text.startsWith(one.repeat(3), at) ? one.repeat(3) : one;
    at += quote.length();
    if (quote.length() == 3) {
      take("\r");
      take("\n");
    }
    StringBuilder content = new StringBuilder();
    while (!take(quote)) {
      require(at < text.length(), "a quote is not closed");
      require(quote.length() == 3 || text.charAt(at) != '\n', "a quote is not closed");
      char c = text.charAt(at++);
      content.append(c == '\\' && one.equals("\"") ? escaped() : String.valueOf(c));
    }
    return content.toString();
  }

  private String escaped() {
    require(at < text.length(), "a quote is not closed");
    char c = text.charAt(at++);
    int plain = "btnfr\"\\".indexOf(c);
    if (plain >= 0) {
      return "\b\t\n\f\r\"\\".substring(plain, plain + 1);
    }
    if (c == '\n' || c == '\r') {
      skip(Pattern.compile("\\s*"));
      return "";
    }
    int digits = c == 'u' ? 4 : c == 'U' ? 8 : 0;
    require(digits > 0 && at + digits <= text.length(), "there is no \\" + c);
    String code = text.substring(at, at + digits);
    require(code.matches("0{0,4}[0-9a-fA-F]{4}|000[0-9a-fA-F]{5}"), "there is no \\" + c + code);
    at += digits;
    return Character.toString(Integer.parseInt(code, 16));
  }

  private boolean skip(Pattern pattern) {
    Matcher found = pattern.matcher(text).region(at, text.length());
    boolean there = found.lookingAt();
    at = there ? found.end() : at;
    return there;
  }

  private boolean take(String token) {
    boolean there = text.startsWith(token, at);
    at += there ? token.length() : 0;
    return there;
  }

  private void expect(String token) {
    skip(BLANK);
    require(take(token), token + " is expected");
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      long line = 1 + text.substring(0, at).chars().filter(c -> c == '\n').count();
      throw new IllegalArgumentException("line " + line + ": " + message);
    }
  }
}
