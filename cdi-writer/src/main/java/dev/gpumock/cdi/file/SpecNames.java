package dev.gpumock.cdi.file;

import java.util.Optional;
import java.util.regex.Pattern;

/** The rules for names in CDI: SPEC.md, "Kind" and "Devices". */
final class SpecNames {
  private static final Pattern KIND_PART = Pattern.compile("[A-Za-z]([A-Za-z0-9_.-]*[A-Za-z0-9])?");
  private static final Pattern DEVICE =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.:-]*[A-Za-z0-9])?");

  private SpecNames() {}

  /** What is wrong with a vendor or class; absent when nothing is. */
  static Optional<String> kindPartError(String what, String name) {
    if (KIND_PART.matcher(name).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        (name.isEmpty() ? "no " + what : what + " '" + name + "'")
            + ": it begins with a letter, ends with a letter or digit, and has letters, digits,"
            + " '_', '-' and '.' between");
  }

  static Optional<String> deviceError(String name) {
    if (DEVICE.matcher(name).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        (name.isEmpty() ? "no name" : "name '" + name + "'")
            + ": it begins and ends with a letter or digit, and has letters, digits, '_', '-',"
            + " '.' and ':' between");
  }
}
