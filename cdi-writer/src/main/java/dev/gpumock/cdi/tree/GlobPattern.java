package dev.gpumock.cdi.tree;

import java.util.List;

/** A file name with {@code *} for any text; a name that begins with a dot is like any other. */
public final class GlobPattern {
  /** The text around the stars, at least one. */
  private final List<String> parts;

  private GlobPattern(List<String> parts) {
    this.parts = parts;
  }

  public static GlobPattern of(String text) {
    return new GlobPattern(List.of(text.split("\\*", -1)));
  }

  static boolean isPattern(String text) {
    return text.indexOf('*') >= 0;
  }

  /** Each part is taken where it comes first: that leaves most to those that follow. */
  public boolean matches(String name) {
    String first = parts.get(0);
    if (parts.size() == 1) {
      return name.equals(first);
    }
    String last = parts.get(parts.size() - 1);
    int end = name.length() - last.length();
    if (!name.startsWith(first) || !name.endsWith(last)) {
      return false;
    }
    int at = first.length();
    for (String part : parts.subList(1, parts.size() - 1)) {
      int found = name.indexOf(part, at);
      if (found < 0) {
        return false;
      }
      at = found + part.length();
    }
    return at <= end;
  }
}
