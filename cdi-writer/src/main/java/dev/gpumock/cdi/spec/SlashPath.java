package dev.gpumock.cdi.spec;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Path text with slashes, whatever system this runs on: the same results as Go's path/filepath on
 * Linux, which the toolkit's output is made of.
 */
public final class SlashPath {
  private SlashPath() {}

  /** Shortest equal path: no doubled slash, no {@code .}, {@code ..} resolved as text. */
  public static String clean(String path) {
    return isClean(path) ? path : cleaned(path);
  }

  /** Nearly all are: an absolute path in which no slash is doubled, last, or before a dot. */
  private static boolean isClean(String path) {
    int last = path.length() - 1;
    return path.startsWith("/")
        && (last == 0 || path.charAt(last) != '/' && !path.contains("//") && !path.contains("/."));
  }

  private static String cleaned(String path) {
    boolean rooted = path.startsWith("/");
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/")) {
      if (part.equals("..") && !parts.isEmpty() && !parts.peekLast().equals("..")) {
        parts.removeLast();
      } else if (part.equals("..") && rooted || part.equals(".") || part.isEmpty()) {
        continue;
      } else {
        parts.addLast(part);
      }
    }
    String text = String.join("/", parts);
    return rooted ? "/" + text : text.isEmpty() ? "." : text;
  }

  /** Joins what is not empty and cleans it; empty when all parts are. */
  public static String join(String... parts) {
    StringBuilder joined = new StringBuilder();
    for (String part : parts) {
      if (!part.isEmpty()) {
        join(joined, part);
      }
    }
    return joined.isEmpty() ? "" : clean(joined.toString());
  }

  /** With one slash between, so that most results are clean at once. */
  private static void join(StringBuilder joined, String part) {
    boolean slash = !joined.isEmpty() && joined.charAt(joined.length() - 1) == '/';
    boolean second = part.startsWith("/");
    if (!joined.isEmpty() && !slash && !second) {
      joined.append('/');
    }
    joined.append(part, slash && second ? 1 : 0, part.length());
  }

  /** All but the last element, cleaned: {@code .} when there is no slash. */
  public static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash > 0 ? clean(path.substring(0, slash)) : slash == 0 ? "/" : ".";
  }

  /** The last element, without regard to slashes at the end. */
  public static String name(String path) {
    if (path.isEmpty()) {
      return ".";
    }
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    String trimmed = path.substring(0, end);
    return trimmed.equals("/") ? trimmed : trimmed.substring(trimmed.lastIndexOf('/') + 1);
  }

  /** Text after {@code prefix}, as text: no element boundary is looked for. */
  public static String withoutPrefix(String path, String prefix) {
    return path.startsWith(prefix) ? path.substring(prefix.length()) : path;
  }
}
