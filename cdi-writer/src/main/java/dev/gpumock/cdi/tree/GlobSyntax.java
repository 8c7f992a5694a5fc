package dev.gpumock.cdi.tree;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads a {@link GlobPattern} from left to right into a regular expression. */
final class GlobSyntax {
  private static final String ANYTHING = "[^/]";
  private static final String NOTHING = "(?!)";

  /** The pattern ends too early, or a range has no first or last character. */
  private static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private final int[] pattern;
  private final StringBuilder expression = new StringBuilder();
  private int at;

  private GlobSyntax(String pattern) {
    this.pattern = pattern.codePoints().toArray();
  }

  static Predicate<String> matcher(String pattern) {
    GlobSyntax syntax = new GlobSyntax(pattern);
    try {
      while (syntax.at < syntax.pattern.length) {
        syntax.element();
      }
      return Pattern.compile(syntax.expression.toString()).asMatchPredicate();
    } catch (MalformedException e) {
      return name -> false;
    }
  }

  private void element() throws MalformedException {
    int character = next();
    switch (character) {
      case '*' -> expression.append(ANYTHING).append('*');
      case '?' -> expression.append(ANYTHING);
      case '[' -> set();
      case '\\' -> expression.append(code(next()));
      default -> expression.append(code(character));
    }
  }

  private void set() throws MalformedException {
    boolean others = peek() == '^';
    if (others) {
      at++;
    }
    StringBuilder ranges = new StringBuilder(range());
    while (peek() != ']') {
      ranges.append(range());
    }
    at++;
    if (ranges.isEmpty()) {
      expression.append(others ? ANYTHING : NOTHING);
    } else {
      expression.append(others ? "[^" : "[").append(ranges).append(']');
    }
  }

  /** One that ends before it begins has no character. */
  private String range() throws MalformedException {
    int first = member();
    int last = first;
    if (peek() == '-') {
      at++;
      last = member();
    }
    return first <= last ? code(first) + "-" + code(last) : "";
  }

  private int member() throws MalformedException {
    int character = next();
    if (character == '-' || character == ']') {
      throw new MalformedException();
    }
    return character == '\\' ? next() : character;
  }

  private int peek() throws MalformedException {
    if (at == pattern.length) {
      throw new MalformedException();
    }
    return pattern[at];
  }

  private int next() throws MalformedException {
    int character = peek();
    at++;
    return character;
  }

  private static String code(int character) {
    return "\\x{%x}".formatted(character);
  }
}
