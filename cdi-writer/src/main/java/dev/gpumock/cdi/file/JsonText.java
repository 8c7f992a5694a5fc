package dev.gpumock.cdi.file;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** JSON as Go's encoding/json prints it: one line, no space, safe inside HTML. */
final class JsonText {
  private JsonText() {}

  static String of(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> quoted(String.valueOf(entry.getKey())) + ":" + of(entry.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(JsonText::of).collect(Collectors.joining(",", "[", "]"));
    }
    return value instanceof String text ? quoted(text) : String.valueOf(value);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        case '\b' -> quoted.append("\\b");
        case '\f' -> quoted.append("\\f");
        case '<', '>', '&', '\u2028', '\u2029' -> quoted.append(escape(c));
        default -> quoted.append(c < 0x20 ? escape(c) : String.valueOf(c));
      }
    }
    return quoted.append('"').toString();
  }

  private static String escape(char c) {
    return "\\u%04x".formatted((int) c);
  }
}
