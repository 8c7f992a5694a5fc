package dev.gpumock.cdi.file;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The properties of one YAML mapping. What does not fit is noted, and a harmless value is given
 * instead, so that one reading finds all problems.
 */
final class YamlFields {
  private static final long MAX_UINT32 = 0xffff_ffffL;

  private final String path;
  private final Findings findings;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Integer> keyLines = new HashMap<>();

  /** What one reading found, of all mappings. */
  static final class Findings {
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Integer> lines = new HashMap<>();

    List<Problem> problems() {
      return List.copyOf(problems);
    }

    Map<String, Integer> lines() {
      return Map.copyOf(lines);
    }
  }

  private YamlFields(Node node, String path, Findings findings) {
    this.path = path;
    this.findings = findings;
    findings.lines.putIfAbsent(path, line(node));
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(this::add);
    } else if (!isNull(node)) {
      problem(node, path, "properties are expected here");
    }
  }

  static YamlFields ofRoot(Node node, Findings findings) {
    return new YamlFields(node, "", findings);
  }

  private void add(NodeTuple tuple) {
    String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
    if (values.put(key, tuple.getValueNode()) != null) {
      problem(tuple.getKeyNode(), property(key), "it is there twice");
    }
    keyLines.put(key, line(tuple.getKeyNode()));
    findings.lines.put(property(key), line(tuple.getKeyNode()));
  }

  /** Notes each property that is none of these. */
  void allow(String... keys) {
    Set<String> known = Set.of(keys);
    keyLines.forEach(
        (key, line) -> {
          if (!known.contains(key)) {
            findings.problems.add(new Problem(line, property(key), "no such property in CDI"));
          }
        });
  }

  String text(String key) {
    return value(key).flatMap(node -> scalar(node, property(key))).orElse("");
  }

  /** Notes when there is no text. */
  String requiredText(String key) {
    String text = text(key);
    if (text.isEmpty()) {
      findings.problems.add(Problem.at(property(key), "it is empty or missing"));
      return "/";
    }
    return text;
  }

  /** Entries that are null do not count, for runtimes either. */
  List<String> textList(String key) {
    List<String> texts = new ArrayList<>();
    elements(
        key,
        (node, at) -> {
          if (!isNull(node)) {
            texts.add(scalar(node, at).orElse(""));
          }
        });
    return texts;
  }

  List<Long> unsignedList(String key) {
    List<Long> numbers = new ArrayList<>();
    elements(
        key,
        (node, at) -> {
          if (!isNull(node)) {
            number(node, at, 0, MAX_UINT32).ifPresent(numbers::add);
          }
        });
    return numbers;
  }

  Map<String, String> textMap(String key) {
    Map<String, String> map = new LinkedHashMap<>();
    Optional<YamlFields> inner = inner(key);
    inner.ifPresent(fields -> fields.values.keySet().forEach(k -> map.put(k, fields.text(k))));
    return map;
  }

  long signed(String key) {
    return number(key, Long.MIN_VALUE, Long.MAX_VALUE).orElse(0);
  }

  OptionalLong unsigned(String key) {
    return number(key, 0, MAX_UINT32);
  }

  OptionalInt integer(String key) {
    OptionalLong number = number(key, Integer.MIN_VALUE, Integer.MAX_VALUE);
    return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
  }

  OptionalInt fileMode(String key) {
    OptionalLong mode = number(key, 0, MAX_UINT32);
    return mode.isPresent() ? OptionalInt.of((int) mode.getAsLong()) : OptionalInt.empty();
  }

  boolean truth(String key) {
    String text = text(key);
    if (!text.isEmpty() && !Set.of("true", "false").contains(text)) {
      findings.problems.add(Problem.at(property(key), "'" + text + "' is not true or false"));
    }
    return text.equals("true");
  }

  Optional<YamlFields> inner(String key) {
    return value(key).map(node -> new YamlFields(node, property(key), findings));
  }

  <T> List<T> list(String key, Function<YamlFields, T> read) {
    List<T> list = new ArrayList<>();
    elements(
        key,
        (node, at) -> {
          if (isNull(node)) {
            problem(node, at, "the entry is empty");
          } else {
            list.add(read.apply(new YamlFields(node, at, findings)));
          }
        });
    return list;
  }

  private interface Element {
    void accept(Node node, String property);
  }

  private void elements(String key, Element each) {
    Optional<Node> value = value(key);
    if (value.isEmpty()) {
      return;
    }
    if (!(value.get() instanceof SequenceNode sequence)) {
      problem(value.get(), property(key), "a list is expected");
      return;
    }
    for (int i = 0; i < sequence.getValue().size(); i++) {
      String at = property(key) + "[" + i + "]";
      findings.lines.put(at, line(sequence.getValue().get(i)));
      each.accept(sequence.getValue().get(i), at);
    }
  }

  private OptionalLong number(String key, long min, long max) {
    Optional<Node> value = value(key);
    return value.isPresent() ? number(value.get(), property(key), min, max) : OptionalLong.empty();
  }

  private OptionalLong number(Node node, String property, long min, long max) {
    boolean numeric = node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT);
    Optional<BigDecimal> number =
        numeric ? YamlNumber.parse(((ScalarNode) node).getValue()) : Optional.empty();
    if (number.isEmpty()) {
      problem(node, property, "a number is expected");
    } else if (number.get().compareTo(BigDecimal.valueOf(min)) >= 0
        && number.get().compareTo(BigDecimal.valueOf(max)) <= 0) {
      return OptionalLong.of(number.get().longValue());
    } else {
      problem(node, property, number.get() + " is not from " + min + " to " + max);
    }
    return OptionalLong.empty();
  }

  private Optional<String> scalar(Node node, String property) {
    if (node instanceof ScalarNode scalar) {
      return Optional.of(isNull(node) ? "" : scalar.getValue());
    }
    problem(node, property, "text is expected");
    return Optional.empty();
  }

  /** A property that is null is as good as absent. */
  private Optional<Node> value(String key) {
    return Optional.ofNullable(values.get(key)).filter(node -> !isNull(node));
  }

  private static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  private String property(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private void problem(Node node, String property, String message) {
    findings.problems.add(new Problem(line(node), property, message));
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}
