package dev.gpumock.cdi.file;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a scalar means to the library that runtimes read CDI with, go.yaml.in/yaml v3: YAML 1.2 with
 * the numbers of 1.1.
 */
sealed interface ScalarValue {
  Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  Map<String, Boolean> TRUTHS =
      Map.of(
          "true", true, "True", true, "TRUE", true, "false", false, "False", false, "FALSE", false);

  Pattern NOT_FINITE = Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

  Pattern MINUS_INFINITY = Pattern.compile("-\\.(inf|Inf|INF)");

  BigDecimal BELOW_EVERY_DOUBLE = new BigDecimal("-1e400");

  Pattern TIME =
      Pattern.compile(
          "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
              + "([Tt ][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(\\.[0-9]+)?(Z|[-+][0-9]{2}:[0-9]{2})?)?");

  record Nothing() implements ScalarValue {}

  record Truth(boolean value) implements ScalarValue {}

  record Number(BigDecimal value) implements ScalarValue {}

  /** Not a number, a time: taken for text only. Also what is no scalar. */
  record Other() implements ScalarValue {}

  record Text(String value) implements ScalarValue {}

  /**
   * @throws UnreadableException when the tag that is written does not allow the text
   */
  static ScalarValue of(YamlNode.Scalar scalar) {
    String tag = scalar.tag();
    if (tag.equals("!!str") || tag.isEmpty() && !scalar.plain()) {
      return new Text(scalar.text());
    }
    if (tag.equals("!!binary")) {
      return binary(scalar);
    }
    ScalarValue value = ofPlain(scalar.text());
    return switch (tag) {
      case "" -> value;
      case "!!null" -> required(scalar, value instanceof Nothing, value);
      case "!!bool" -> required(scalar, value instanceof Truth, value);
      case "!!int" -> required(scalar, YamlNumber.isInteger(scalar.text()), value);
      case "!!float" -> required(scalar, isNumeric(value, scalar), value);
      case "!!timestamp" -> required(scalar, isTime(scalar.text()), value);
      default -> new Text(scalar.text());
    };
  }

  /** Where text is expected, a number is the text that is written. */
  static String text(YamlNode.Scalar scalar) {
    return of(scalar) instanceof Text text ? text.value() : scalar.text();
  }

  private static ScalarValue required(YamlNode.Scalar scalar, boolean met, ScalarValue value) {
    if (!met) {
      throw new UnreadableException(
          scalar.line(), "'" + scalar.text() + "' is no " + scalar.tag().substring(2));
    }
    return value;
  }

  private static ScalarValue ofPlain(String text) {
    if (NULLS.contains(text)) {
      return new Nothing();
    }
    if (TRUTHS.containsKey(text)) {
      return new Truth(TRUTHS.get(text));
    }
    if (MINUS_INFINITY.matcher(text).matches()) {
      return new Number(BELOW_EVERY_DOUBLE);
    }
    if (NOT_FINITE.matcher(text).matches() || isTime(text)) {
      return new Other();
    }
    Optional<BigDecimal> number = YamlNumber.parse(text);
    return number.isPresent() ? new Number(number.get()) : new Text(text);
  }

  private static boolean isTime(String text) {
    return TIME.matcher(text).matches();
  }

  private static boolean isNumeric(ScalarValue value, YamlNode.Scalar scalar) {
    return value instanceof Number || NOT_FINITE.matcher(scalar.text()).matches();
  }

  private static ScalarValue binary(YamlNode.Scalar scalar) {
    try {
      byte[] bytes = Base64.getDecoder().decode(scalar.text().replaceAll("[\r\n]", ""));
      return new Text(new String(bytes, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new UnreadableException(scalar.line(), "!!binary needs base64");
    }
  }
}
