package dev.gpumock.ctl;

import java.util.Arrays;
import java.util.Set;

/**
 * Long options with one dash, {@code -driver-root=/x}, as scripts of the first gpu-mockctl write
 * them.
 */
final class SingleDash {
  private SingleDash() {}

  /** The arguments with two dashes before each of the known long names. */
  static String[] doubled(String[] arguments, Set<String> longNames) {
    return Arrays.stream(arguments).map(a -> doubled(a, longNames)).toArray(String[]::new);
  }

  private static String doubled(String argument, Set<String> longNames) {
    if (argument.length() < 3 || argument.charAt(0) != '-' || argument.charAt(1) == '-') {
      return argument;
    }
    String name = argument.substring(1).split("=", 2)[0];
    return longNames.contains("--" + name) ? "-" + argument : argument;
  }
}
