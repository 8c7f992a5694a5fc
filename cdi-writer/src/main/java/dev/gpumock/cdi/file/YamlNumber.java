package dev.gpumock.cdi.file;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Numbers as YAML writes them: decimal, {@code 0x}, {@code 0o} or {@code 0} octal, {@code 0b}. What
 * begins with 0 and is no octal number is a decimal one.
 */
final class YamlNumber {
  private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private static final Pattern FIRST = Pattern.compile("[-+.0-9].*");
  private static final Pattern INTEGER =
      Pattern.compile("[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  private YamlNumber() {}

  static Optional<BigDecimal> parse(String text) {
    if (!FIRST.matcher(text).matches()) {
      return Optional.empty();
    }
    String plain = text.startsWith(".") ? text : text.replace("_", "");
    Optional<BigInteger> integer = integer(plain);
    if (integer.isPresent()) {
      return integer.map(BigDecimal::new);
    }
    boolean number = FLOAT.matcher(plain).matches() && Double.isFinite(Double.parseDouble(plain));
    return number ? Optional.of(new BigDecimal(Double.parseDouble(plain))) : Optional.empty();
  }

  static boolean isInteger(String text) {
    return FIRST.matcher(text).matches() && integer(text.replace("_", "")).isPresent();
  }

  /** Of 64 bits; what has more is a floating point number. */
  private static Optional<BigInteger> integer(String plain) {
    if (!INTEGER.matcher(plain).matches()) {
      return Optional.empty();
    }
    boolean signed = plain.startsWith("-") || plain.startsWith("+");
    BigInteger magnitude = magnitude(signed ? plain.substring(1) : plain);
    BigInteger value = plain.startsWith("-") ? magnitude.negate() : magnitude;
    return value.compareTo(MIN) >= 0 && value.compareTo(MAX) <= 0
        ? Optional.of(value)
        : Optional.empty();
  }

  private static BigInteger magnitude(String digits) {
    if (digits.length() == 1 || digits.charAt(0) != '0') {
      return new BigInteger(digits);
    }
    return switch (digits.charAt(1)) {
      case 'x', 'X' -> new BigInteger(digits.substring(2), 16);
      case 'b', 'B' -> new BigInteger(digits.substring(2), 2);
      case 'o', 'O' -> new BigInteger(digits.substring(2), 8);
      default -> new BigInteger(digits, 8);
    };
  }
}
