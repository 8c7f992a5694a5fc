package dev.gpumock.cdi.tree;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A file name with {@code *} for any text; a name that begins with a dot is like any other. */
public final class GlobPattern {
  private final Pattern regex;

  private GlobPattern(Pattern regex) {
    this.regex = regex;
  }

  public static GlobPattern of(String text) {
    String regex =
        Stream.of(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    return new GlobPattern(Pattern.compile(regex, Pattern.DOTALL));
  }

  static boolean isPattern(String text) {
    return text.indexOf('*') >= 0;
  }

  public boolean matches(String name) {
    return regex.matcher(name).matches();
  }
}
