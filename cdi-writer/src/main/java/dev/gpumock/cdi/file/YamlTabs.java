package dev.gpumock.cdi.file;

/**
 * Tabs that only separate, as spaces. YAML forbids tabs for indentation and nowhere else; SnakeYAML
 * takes them in scalars and comments only. Lines and columns stay.
 */
final class YamlTabs {
  private final StringBuilder text;

  /** The brackets that are open. */
  private int flow;

  /** Whether a new token, and so a quote, can begin here. */
  private boolean fresh = true;

  private YamlTabs(String text) {
    this.text = new StringBuilder(text);
  }

  static String replaced(String text) {
    return text.indexOf('\t') < 0 ? text : new YamlTabs(text).replace();
  }

  private String replace() {
    int at = 0;
    while (at < text.length()) {
      at = step(at);
    }
    return text.toString();
  }

  /**
   * @return where the next token begins
   */
  private int step(int at) {
    char c = text.charAt(at);
    if (fresh && (c == '"' || c == '\'')) {
      fresh = false;
      return quoted(at, c);
    }
    if (c == '#' && blank(at - 1)) {
      return lineEnd(at);
    }
    if ((c == '|' || c == '>') && fresh && flow == 0) {
      return block(at);
    }
    if (c == '\t') {
      separate(at);
    } else if (c == '\n' || c == ',' && flow > 0) {
      fresh = true;
    } else if (c == '[' || c == '{') {
      flow += fresh || flow > 0 ? 1 : 0;
    } else if (c == ']' || c == '}') {
      flow = Math.max(0, flow - 1);
    } else if (c != ' ') {
      fresh = (c == ':' || c == '-' || c == '?') && (blank(at + 1) || flow > 0 && c == ':');
    }
    return at + 1;
  }

  /** A tab at the start of a line of a block, or behind "-" and "?", would indent. */
  private void separate(int at) {
    int before = at - 1;
    while (before >= 0 && (text.charAt(before) == ' ' || text.charAt(before) == '\t')) {
      before--;
    }
    char c = before < 0 ? '\n' : text.charAt(before);
    boolean indents = c == '\n' && !continues(at) || fresh && (c == '-' || c == '?');
    if (flow > 0 && ",:[]{}\"'\n".indexOf(c) >= 0
        || !indents && (fresh || marked(before) || "\"']}\n".indexOf(c) >= 0)) {
      text.setCharAt(at, ' ');
    }
  }

  /** Whether a line with nothing but a comment is behind plain text that could go on there. */
  private boolean continues(int at) {
    int line = text.lastIndexOf("\n", at) + 1;
    int next = at;
    while (next < text.length() && " \t".indexOf(text.charAt(next)) >= 0) {
      next++;
    }
    boolean nothing = next >= text.length() || "#\r\n".indexOf(text.charAt(next)) >= 0;
    return nothing && line > 0 && endsPlain(line);
  }

  private boolean endsPlain(int line) {
    int start = text.lastIndexOf("\n", line - 2) + 1;
    String before = text.substring(start, line).strip();
    return indent(line) > indent(start)
        && !before.isEmpty()
        && before.indexOf('#') < 0
        && ":\"'[]{}|>,-?".indexOf(before.charAt(before.length() - 1)) < 0;
  }

  /** Whether a tag, an anchor or an alias ends here. */
  private boolean marked(int before) {
    int start = before;
    while (start >= 0 && " \t\n".indexOf(text.charAt(start)) < 0) {
      start--;
    }
    return start < before && "!&*".indexOf(text.charAt(start + 1)) >= 0;
  }

  private int quoted(int at, char quote) {
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != quote) {
      end += quote == '"' && text.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(end + 1, text.length());
  }

  /** Text under "|" and ">": as far as lines are indented more than the one with the sign. */
  private int block(int at) {
    int line = text.lastIndexOf("\n", at) + 1;
    int indent = indent(line);
    int next = lineEnd(at) + 1;
    while (next < text.length() && (indent(next) > indent || blank(next + indent(next)))) {
      next = lineEnd(next) + 1;
    }
    fresh = true;
    return Math.min(next, text.length());
  }

  private int indent(int line) {
    int end = line;
    while (end < text.length() && text.charAt(end) == ' ') {
      end++;
    }
    return end - line;
  }

  private int lineEnd(int at) {
    int end = text.indexOf("\n", at);
    return end < 0 ? text.length() : end;
  }

  private boolean blank(int at) {
    return at < 0 || at >= text.length() || " \t\n\r".indexOf(text.charAt(at)) >= 0;
  }
}
