package dev.gpumock.cdi.file;

import java.util.List;
import java.util.Map;

/**
 * YAML as Go's gopkg.in/yaml.v3 prints it: block style, no line is folded, indentation to the next
 * multiple of four, and an entry of a list two columns right of its dash.
 */
final class YamlText {
  private static final int INDENT = 4;

  private final StringBuilder out = new StringBuilder();

  private YamlText() {}

  static String of(Map<String, Object> document) {
    YamlText yaml = new YamlText();
    yaml.map(document, 0, false);
    return yaml.out.toString();
  }

  /**
   * @param afterDash whether the first key continues a line that has a dash
   */
  private void map(Map<?, ?> map, int column, boolean afterDash) {
    boolean sameLine = afterDash;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!sameLine) {
        indent(column);
      }
      sameLine = false;
      out.append(YamlScalar.ofKey(entry.getKey())).append(':');
      value(entry.getValue(), column);
    }
  }

  private void value(Object value, int column) {
    int inner = (column + INDENT) / INDENT * INDENT;
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      out.append('\n');
      map(map, inner, false);
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      out.append('\n');
      list(list, inner);
    } else {
      out.append(' ');
      line(scalar(value, inner));
    }
  }

  private void list(List<?> list, int column) {
    for (Object entry : list) {
      indent(column);
      out.append("- ");
      if (entry instanceof Map<?, ?> map && !map.isEmpty()) {
        map(map, column + 2, true);
      } else {
        line(scalar(entry, column + 2));
      }
    }
  }

  /** Of a block the last break is there, or is none of the text. */
  private void line(String text) {
    out.append(text).append(text.endsWith("\n") ? "" : "\n");
  }

  private static String scalar(Object value, int indent) {
    if (value instanceof Map<?, ?>) {
      return "{}";
    }
    return value instanceof List<?> ? "[]" : YamlScalar.of(value, indent);
  }

  private void indent(int column) {
    out.append(" ".repeat(column));
  }
}
