package dev.gpumock.ctl;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An option that plain lines may use.
 *
 * @param field that holds its value: a field of the command, or of a group in one, after a dot
 */
record PlainOption(List<String> names, Kind kind, String field) {
  private static final int MAX_DIGITS = 9;

  /** What its value is. */
  enum Kind {
    FLAG,
    TEXT,
    PATH,
    NUMBER
  }

  PlainOption {
    names = List.copyOf(names);
  }

  /** A line of the table that {@link PlainTables} writes. */
  static PlainOption ofLine(String line) {
    String[] cells = line.split(" ");
    return new PlainOption(List.of(cells[0].split(",")), Kind.valueOf(cells[1]), cells[2]);
  }

  String asLine() {
    return String.join(" ", String.join(",", names), kind.name(), field);
  }

  /** The value of this word; absent for what picocli might read in another way or refuse. */
  Optional<Object> value(String word) {
    if (word.isEmpty() || "-@\"".indexOf(word.charAt(0)) >= 0) {
      return Optional.empty();
    }
    return switch (kind) {
      case FLAG -> Optional.empty();
      case TEXT -> Optional.of(word);
      case PATH -> Optional.of(Path.of(word));
      case NUMBER -> isPlainNumber(word) ? Optional.of(Integer.valueOf(word)) : Optional.empty();
    };
  }

  /** A 0 before others could mean octal. */
  private static boolean isPlainNumber(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) < '0' || word.charAt(i) > '9') {
        return false;
      }
    }
    return word.length() <= MAX_DIGITS && (word.length() == 1 || word.charAt(0) != '0');
  }
}
