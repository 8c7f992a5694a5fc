package dev.gpumock.cdi.tree;

import java.util.List;

/** A file name with {@code *} for any text; a name that begins with a dot is like any other. */
public final class GlobPattern {
  /** What stands between the stars. */
  private final List<String> texts;

  private GlobPattern(List<String> texts) {
    this.texts = texts;
  }

  public static GlobPattern of(String text) {
    return new GlobPattern(List.of(text.split("\\*", -1)));
  }

  static boolean isPattern(String text) {
    return text.indexOf('*') >= 0;
  }

  /** Each text is taken where it comes first: that leaves most to those that follow. */
  public boolean matches(String name) {
    String first = texts.get(0);
    String last = texts.get(texts.size() - 1);
    if (texts.size() == 1) {
      return name.equals(first);
    }
    if (!name.startsWith(first)) {
      return false;
    }
    int end = first.length();
    for (String text : texts.subList(1, texts.size() - 1)) {
      int start = name.indexOf(text, end);
      if (start < 0) {
        return false;
      }
      end = start + text.length();
    }
    return name.endsWith(last) && name.length() - last.length() >= end;
  }
}
