package dev.gpumock.cdi.file;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * The properties of one YAML mapping. What does not fit is noted, and a harmless value is given
 * instead, so that one reading finds all problems.
 */
final class YamlFields {
  private static final String NOT_NULL = "the schema wants a value, not null";
  private static final long MAX_UINT32 = 0xffff_ffffL;

  /** Text that is taken for a truth value where one is expected. */
  private static final Set<String> YES = Set.of("y", "Y", "yes", "Yes", "YES", "on", "On", "ON");

  private static final Set<String> NO = Set.of("n", "N", "no", "No", "NO", "off", "Off", "OFF");

  private final String path;
  private final YamlFindings findings;
  private final Map<String, YamlProperties.Property> properties;

  /**
   * A node, and what it is called.
   *
   * @param index in a list
   */
  private record Value(YamlNode node, String property, int index) {
    Value(YamlNode node, String property) {
      this(node, property, 0);
    }
  }

  private YamlFields(Value place, YamlFindings findings) {
    this.path = place.property();
    this.findings = findings;
    findings.placeIfUnknown(path, place.node().line());
    Value value = followed(place);
    if (value.node() instanceof YamlNode.Mapping mapping) {
      properties = YamlProperties.of(mapping, path, findings);
      properties.forEach((key, at) -> findings.place(property(key), at.keyLine()));
    } else {
      properties = Map.of();
      if (!isNull(value.node())) {
        findings.unread(value.node(), path, "properties are expected here");
      }
    }
  }

  static YamlFields ofRoot(YamlNode node, YamlFindings findings) {
    return new YamlFields(new Value(node, ""), findings);
  }

  /** Notes each property that is none of these. */
  void allow(String... keys) {
    Set<String> known = Set.of(keys);
    properties.forEach(
        (key, at) -> {
          if (!known.contains(key)) {
            findings.add(new Problem(at.keyLine(), property(key), "no such property in CDI"));
          }
        });
  }

  String text(String key) {
    return value(key).flatMap(this::text).orElse("");
  }

  /** Notes when there is no text. */
  String requiredText(String key) {
    String text = text(key);
    if (text.isEmpty() && !findings.isUnread(property(key))) {
      findings.add(Problem.at(property(key), "it is empty or missing"));
    }
    return text.isEmpty() ? "/" : text;
  }

  List<String> textList(String key) {
    List<String> texts = new ArrayList<>();
    elements(key).forEach(value -> texts.add(text(value).orElse("")));
    return texts;
  }

  List<Long> unsignedList(String key) {
    List<Long> numbers = new ArrayList<>();
    elements(key).forEach(value -> number(value, 0, MAX_UINT32).ifPresent(numbers::add));
    return numbers;
  }

  Map<String, String> textMap(String key) {
    Map<String, String> map = new LinkedHashMap<>();
    Optional<YamlFields> inner = inner(key);
    inner.ifPresent(fields -> fields.properties.keySet().forEach(k -> map.put(k, fields.text(k))));
    return map;
  }

  OptionalLong signed(String key) {
    return number(key, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  OptionalLong unsigned(String key) {
    return number(key, 0, MAX_UINT32);
  }

  OptionalInt fileMode(String key) {
    OptionalLong mode = unsigned(key);
    return mode.isPresent() ? OptionalInt.of((int) mode.getAsLong()) : OptionalInt.empty();
  }

  boolean truth(String key) {
    Optional<Value> value = value(key);
    if (value.isEmpty()) {
      return false;
    }
    ScalarValue scalar = scalar(value.get().node());
    if (scalar instanceof ScalarValue.Truth truth) {
      return truth.value();
    }
    String text = scalar instanceof ScalarValue.Text written ? written.value() : "";
    findings.deviates(value.get().node(), property(key), "the schema wants true or false");
    if (!YES.contains(text) && !NO.contains(text)) {
      findings.unread(value.get().node(), property(key), "true or false is expected");
    }
    return YES.contains(text);
  }

  Optional<YamlFields> inner(String key) {
    return value(key).map(value -> new YamlFields(value, findings));
  }

  /** Entries that are null do not count, for runtimes either. */
  <T> List<T> list(String key, Function<YamlFields, T> read) {
    return list(elements(key), read);
  }

  /** A list whose entries may not be null: runtimes crash. */
  <T> List<T> fullList(String key, Function<YamlFields, T> read) {
    List<Value> all = allElements(key);
    all.stream()
        .filter(value -> isNull(value.node()))
        .forEach(value -> findings.unread(value.node(), value.property(), "the entry is empty"));
    return list(full(key, all), read);
  }

  private <T> List<T> list(List<Value> values, Function<YamlFields, T> read) {
    List<T> list = new ArrayList<>();
    values.forEach(value -> list.add(read.apply(new YamlFields(value, findings))));
    return list;
  }

  private List<Value> elements(String key) {
    return full(key, allElements(key));
  }

  private List<Value> full(String key, List<Value> all) {
    List<Value> full = all.stream().filter(value -> !isNull(value.node())).toList();
    findings.positions(property(key), full.stream().map(Value::index).toList());
    return full;
  }

  private List<Value> allElements(String key) {
    Optional<Value> value = value(key);
    if (value.isEmpty()) {
      return List.of();
    }
    if (!(value.get().node() instanceof YamlNode.Sequence sequence)) {
      findings.unread(value.get().node(), property(key), "a list is expected");
      return List.of();
    }
    List<Value> elements = new ArrayList<>();
    for (int i = 0; i < sequence.entries().size(); i++) {
      YamlNode entry = sequence.entries().get(i);
      Value element = followed(new Value(entry, property(key) + "[" + i + "]", i));
      findings.place(element.property(), entry.line());
      if (isReadable(element)) {
        elements.add(element);
      }
    }
    elements.stream()
        .filter(element -> isNull(element.node()))
        .forEach(e -> findings.deviates(e.node(), e.property(), NOT_NULL));
    return elements;
  }

  private OptionalLong number(String key, long min, long max) {
    Optional<Value> value = value(key);
    return value.isPresent() ? number(value.get(), min, max) : OptionalLong.empty();
  }

  /** Of a signed number all is taken that is below, as runtimes convert floating point numbers. */
  private OptionalLong number(Value value, long min, long max) {
    if (!(scalar(value.node()) instanceof ScalarValue.Number number)) {
      findings.unread(value.node(), value.property(), "a number is expected");
      return OptionalLong.empty();
    }
    BigDecimal whole = number.value().setScale(0, RoundingMode.DOWN);
    if (whole.compareTo(number.value()) != 0) {
      findings.deviates(value.node(), value.property(), "the schema wants a whole number");
    }
    if (min == Long.MIN_VALUE) {
      whole = whole.max(BigDecimal.valueOf(min));
    }
    if (whole.compareTo(BigDecimal.valueOf(min)) >= 0
        && whole.compareTo(BigDecimal.valueOf(max)) <= 0) {
      return OptionalLong.of(whole.longValue());
    }
    String message = number.value().toPlainString() + " is not from " + min + " to " + max;
    findings.unread(value.node(), value.property(), message);
    return OptionalLong.empty();
  }

  private Optional<String> text(Value value) {
    if (value.node() instanceof YamlNode.Scalar scalar) {
      if (!(ScalarValue.of(scalar) instanceof ScalarValue.Text)) {
        findings.deviates(scalar, value.property(), "the schema wants text: quote it");
      }
      return Optional.of(ScalarValue.text(scalar));
    }
    findings.unread(value.node(), value.property(), "text is expected");
    return Optional.empty();
  }

  /** A property that is null is as good as absent. */
  private Optional<Value> value(String key) {
    Optional<Value> value =
        Optional.ofNullable(properties.get(key))
            .map(at -> followed(new Value(at.value(), property(key))))
            .filter(this::isReadable);
    value
        .filter(v -> isNull(v.node()))
        .ifPresent(v -> findings.deviates(v.node(), v.property(), NOT_NULL));
    return value.filter(v -> !isNull(v.node()));
  }

  /** Notes a tag that its text does not have. */
  private boolean isReadable(Value value) {
    try {
      scalar(value.node());
      return true;
    } catch (UnreadableException e) {
      findings.unread(value.node(), value.property(), e.getMessage());
      return false;
    }
  }

  private static Value followed(Value value) {
    return value.node() instanceof YamlNode.Alias alias
        ? new Value(alias.target(), value.property(), value.index())
        : value;
  }

  private static boolean isNull(YamlNode node) {
    return scalar(node) instanceof ScalarValue.Nothing;
  }

  private static ScalarValue scalar(YamlNode node) {
    return node instanceof YamlNode.Scalar scalar
        ? ScalarValue.of(scalar)
        : new ScalarValue.Other();
  }

  private String property(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
