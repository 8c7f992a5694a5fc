package dev.gpumock.topo;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The checks that the records' constructors share; each failure names the property and the rule.
 */
final class Check {
  private Check() {}

  static void range(String property, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          property + " is " + value + ", it must be " + min + " to " + max);
    }
  }

  static void range(String property, OptionalInt value, long min, long max) {
    if (value.isPresent()) {
      range(property, value.getAsInt(), min, max);
    }
  }

  /** Text that goes into fixed C buffers: printable ASCII, 1 to {@code max} characters. */
  static void text(String property, String value, int max) {
    if (value.isBlank() || value.length() > max) {
      throw new IllegalArgumentException(property + " must have 1 to " + max + " characters");
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < 0x20 || value.charAt(i) >= 0x7f) {
        throw new IllegalArgumentException(property + " must be printable ASCII");
      }
    }
  }

  static void text(String property, Optional<String> value, int max) {
    if (value.isPresent()) {
      text(property, value.get(), max);
    }
  }

  static void that(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
