package dev.gpumock.topo.catalog;

import dev.gpumock.topo.Bdf;
import dev.gpumock.topo.CpuSet;
import dev.gpumock.topo.Digits;
import dev.gpumock.topo.GpuUuid;
import dev.gpumock.topo.PciPath;
import dev.gpumock.topo.catalog.Tree.Scalar;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;

/** Makes single values of a file's words. */
final class ScalarBinder {
  /** Records that are written as one word. */
  private static final List<Class<?>> WORDS = List.of(Bdf.class, PciPath.class, GpuUuid.class);

  private ScalarBinder() {}

  /** Whether a value of the type is one word, and not a map of properties. */
  static boolean binds(Class<?> type) {
    return !type.isRecord() || WORDS.contains(type);
  }

  static Object bind(Tree tree, Class<?> type, String property) {
    if (!(tree instanceof Scalar scalar)) {
      throw CatalogException.at(
          tree.place(), property + " must be a single value, it is " + tree.kind());
    }
    try {
      return type.isEnum() ? constant(type, scalar.text()) : value(type, scalar.text().strip());
    } catch (IllegalArgumentException e) {
      throw CatalogException.at(tree.place(), property + ": " + e.getMessage());
    }
  }

  /** No table of method references: to link them takes longer than to load a machine. */
  private static Object value(Class<?> type, String text) {
    return switch (type.getSimpleName()) {
      case "String" -> text;
      case "int", "Integer" -> integer(text);
      case "long", "Long" -> longInteger(text);
      case "boolean", "Boolean" -> bool(text);
      case "BigDecimal" -> decimal(text);
      case "Bdf" -> Bdf.parse(text);
      case "PciPath" -> PciPath.parse(text);
      case "CpuSet" -> CpuSet.parse(text);
      case "GpuUuid" -> GpuUuid.parse(text);
      case "UUID" -> uuid(text);
      case "Instant" -> instant(text);
      default -> throw new IllegalStateException(type + " is not written as one word");
    };
  }

  /** In either case, with {@code -} for {@code _}. */
  private static Object constant(Class<?> type, String text) {
    String written = text.strip().toUpperCase(Locale.ROOT).replace('-', '_');
    for (Object constant : type.getEnumConstants()) {
      if (constant.toString().equals(written)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is none of " + String.join(", ", written(type)));
  }

  private static List<String> written(Class<?> type) {
    return Stream.of(type.getEnumConstants())
        .map(constant -> constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
        .toList();
  }

  private static Object integer(String text) {
    OptionalLong number = number(text, 9, 7);
    if (number.isPresent()) {
      return (int) number.getAsLong();
    }
    throw new IllegalArgumentException("'" + text + "' is not a whole number of at most 9 digits");
  }

  /** Sixteen hexadecimal digits may use the sign's bit, as serials of dies do. */
  private static Object longInteger(String text) {
    OptionalLong number = number(text, 18, 15);
    if (number.isPresent()) {
      return number.getAsLong();
    }
    String digits = text.replace("_", "");
    if (digits.length() == 18
        && digits.startsWith("0x")
        && Digits.hexadecimal(digits, 2, 10, 8) >= 0
        && Digits.hexadecimal(digits, 10, 18, 8) >= 0) {
      return Long.parseUnsignedLong(digits.substring(2), 16);
    }
    throw new IllegalArgumentException("'" + text + "' is not a whole number of at most 18 digits");
  }

  /** Decimal, with or without a sign, or hexadecimal after 0x; {@code _} may part the digits. */
  private static OptionalLong number(String text, int maxDecimal, int maxHexadecimal) {
    String digits = text.indexOf('_') < 0 ? text : text.replace("_", "");
    if (digits.startsWith("0x")) {
      return positive(Digits.hexadecimal(digits, 2, digits.length(), maxHexadecimal), 1);
    }
    return digits.startsWith("-")
        ? positive(Digits.decimal(digits, 1, digits.length(), maxDecimal), -1)
        : positive(Digits.decimal(digits, 0, digits.length(), maxDecimal), 1);
  }

  private static OptionalLong positive(long number, int sign) {
    return number < 0 ? OptionalLong.empty() : OptionalLong.of(sign * number);
  }

  private static Object instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a time such as 2026-08-20T23:33:00.497Z", e);
    }
  }

  private static Object decimal(String text) {
    String[] parts = text.split("\\.", 3);
    if (parts.length > 2
        || !Digits.decimal(parts[0], 6)
        || (parts.length == 2 && !Digits.decimal(parts[1], 3))) {
      throw new IllegalArgumentException("'" + text + "' is not a number such as 7.5");
    }
    return new BigDecimal(text);
  }

  private static Object bool(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("'" + text + "' is neither true nor false");
    }
    return Boolean.valueOf(text);
  }

  private static Object uuid(String text) {
    if (!Digits.uuid(text)) {
      throw new IllegalArgumentException("'" + text + "' is not a UUID");
    }
    return UUID.fromString(text);
  }
}
