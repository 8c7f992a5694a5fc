package dev.gpumock.cdi.tree;

import java.util.List;
import java.util.function.Predicate;

/**
 * A file name as Go's path/filepath.Match has it: {@code *} is any text, {@code ?} one character,
 * {@code [a-z]} and {@code [^a-z]} one of some or of the others, and a backslash takes its meaning
 * from what follows. A name that begins with a dot is like any other; a pattern that is not well
 * formed matches nothing.
 */
public final class GlobPattern {
  private final Predicate<String> matcher;

  private GlobPattern(Predicate<String> matcher) {
    this.matcher = matcher;
  }

  /** Most have stars only, and those are asked about each file of large directories. */
  public static GlobPattern of(String text) {
    boolean starsOnly = !text.contains("?") && !text.contains("[") && !text.contains("\\");
    List<String> parts = List.of(text.split("\\*", -1));
    return new GlobPattern(starsOnly ? name -> matches(parts, name) : GlobSyntax.matcher(text));
  }

  static boolean isPattern(String text) {
    return text.contains("*") || text.contains("?") || text.contains("[") || text.contains("\\");
  }

  public boolean matches(String name) {
    return matcher.test(name);
  }

  /**
   * Each part is taken where it comes first: that leaves most to those that follow.
   *
   * @param parts the text around the stars, at least one
   */
  private static boolean matches(List<String> parts, String name) {
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
