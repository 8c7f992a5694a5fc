package dev.gpumock.cdi.file;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/** Numbers as YAML writes them: decimal, {@code 0x}, {@code 0o} or {@code 0} octal, {@code 0b}. */
final class YamlNumber {
  private YamlNumber() {}

  static Optional<BigDecimal> parse(String text) {
    String plain = text.replace("_", "");
    boolean negative = plain.startsWith("-");
    String digits = negative || plain.startsWith("+") ? plain.substring(1) : plain;
    try {
      BigDecimal value = magnitude(digits);
      return Optional.of(negative ? value.negate() : value);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static BigDecimal magnitude(String digits) {
    if (digits.matches("0[xX].+")) {
      return new BigDecimal(new BigInteger(digits.substring(2), 16));
    }
    if (digits.matches("0[bB].+")) {
      return new BigDecimal(new BigInteger(digits.substring(2), 2));
    }
    if (digits.matches("0[oO]?[0-7]+")) {
      return new BigDecimal(new BigInteger(digits.replaceFirst("0[oO]?", ""), 8));
    }
    return new BigDecimal(digits);
  }
}
