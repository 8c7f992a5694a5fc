package dev.gpumock.cdi.tree;

import java.util.regex.Pattern;

/** A file name with {@code *} for any text; a name that begins with a dot is like any other. */
public final class GlobPattern {
  private final Pattern regex;

  private GlobPattern(Pattern regex) {
    this.regex = regex;
  }

  public static GlobPattern of(String text) {
    String quoted = "\\Q" + text.replace("*", "\\E.*\\Q") + "\\E";
    return new GlobPattern(Pattern.compile(quoted, Pattern.DOTALL));
  }

  static boolean isPattern(String text) {
    return text.indexOf('*') >= 0;
  }

  public boolean matches(String name) {
    return regex.matcher(name).matches();
  }
}
