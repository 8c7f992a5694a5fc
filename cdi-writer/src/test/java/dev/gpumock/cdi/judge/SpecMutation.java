package dev.gpumock.cdi.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;

/** Changes lines of a specification at random: some changes are harmless, most are not. */
final class SpecMutation {
  /** In place of a value, one in quotes each: numbers, truth values, tags, text of YAML itself. */
  private static final List<String> VALUES =
      List.of(
          "\"\"",
          "null",
          "-1",
          "0",
          "4294967296",
          "1.5",
          "true",
          "[]",
          "{}",
          "a b",
          "a/b",
          "a=b",
          "=b",
          "\"1\"",
          "0x10",
          "none",
          "rw",
          "x",
          "/",
          "..",
          "0.3.0",
          "v1.1.0",
          "9.9.9",
          "u",
          "createRuntime",
          "nvidia.com/gpu",
          "nvidia.com/gpu.",
          "-a",
          "a-",
          "'a:b'",
          "~",
          "0o666",
          "0888",
          "0666",
          "0b101",
          "-0x1F",
          "+7",
          "1_000",
          "0x",
          "0o9",
          "1e3",
          "1e999",
          "-0.5",
          "-1e30",
          "4294967295.5",
          "18446744073709551615",
          "9223372036854775808",
          ".5",
          ".inf",
          "-.INF",
          ".nan",
          "2001-01-01",
          "2001-01-01T10:00:00Z",
          "1:30",
          "yes",
          "on",
          "Off",
          "n",
          "TRUE",
          "\"true\"",
          "'yes'",
          "!!str 5",
          "!!int 5",
          "!!int \"5\"",
          "!!int x",
          "!!float 5",
          "!!bool true",
          "!!bool yes",
          "!!null ~",
          "!!null x",
          "!!binary YT1i",
          "!!binary '?'",
          "!!str",
          "!foo 5",
          "! 5",
          "!<tag:yaml.org,2002:int> 5",
          "!!map x",
          "!!timestamp x",
          "<<",
          "&x 5",
          "*x",
          "*nowhere",
          "|\n        a=b",
          ">-\n        a=b",
          "\"a\\tb=c\"",
          "\"\\x41=1\"",
          "\"\\/a\"",
          "\"\\q\"",
          "\"\\u00e9=1\"",
          "'it''s=1'",
          "\"open",
          "'open",
          "[a=b",
          "{a: b}",
          "[a=b, c=d]",
          "[~]",
          "[[]]",
          "a: b",
          "a #b",
          "a=b # c",
          "a=b\t# c",
          "@x",
          "`x",
          "%x",
          "?x",
          "? x",
          "- x",
          "-",
          "a=b, c",
          "é=1",
          "\u2028",
          "\u0001",
          "\u007f",
          "\ufeff",
          "\u0085",
          "\ud83d\ude00=1");

  private static final List<String> KEYS =
      List.of(
          "path",
          "hostPath",
          "name",
          "env",
          "mounts",
          "hooks",
          "deviceNodes",
          "unknown",
          "Path",
          "type",
          "options",
          "timeout",
          "uid",
          "annotations",
          "<<",
          "? path",
          "\"path\"",
          "!!str path",
          "!!binary cGF0aA==",
          "~",
          "*x",
          "[a]",
          "1",
          "containerEdits",
          "devices");

  private final Random random;
  private final List<String> lines;

  private SpecMutation(Random random, String text) {
    this.random = random;
    this.lines = new ArrayList<>(text.lines().toList());
  }

  static String of(Random random, String text, int times) {
    SpecMutation mutation = new SpecMutation(random, text);
    for (int i = 0; i < times; i++) {
      mutation.mutate();
    }
    return String.join("\n", mutation.lines) + "\n";
  }

  private void mutate() {
    int at = random.nextInt(lines.size());
    String line = lines.get(at);
    switch (random.nextInt(16)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(at, line);
      case 2 ->
          lines.set(
              at, line.replaceFirst("[\\w./]+:", Matcher.quoteReplacement(oneOf(KEYS)) + ":"));
      case 3 -> lines.set(at, oneOf(List.of("  ", " ", "\t", "    ")) + line);
      case 4 -> lines.set(at, line.replaceFirst(" ", ""));
      case 5 -> lines.add(at, oneOf(LINES));
      case 6 -> lines.add(at, line.replaceFirst("\\S.*", "") + oneOf(LINES));
      case 7 -> anchor(at);
      case 8 -> insert(at);
      default -> lines.set(at, withValue(line));
    }
    if (lines.isEmpty()) {
      lines.add("");
    }
  }

  /** Whatever one writes into a YAML file between two lines. */
  private static final List<String> LINES =
      List.of(
          "%YAML 1.1",
          "%YAML 1.2",
          "%YAML 2.0",
          "%TAG ! tag:a,b:",
          "%FOO bar",
          "---",
          "...",
          "--- # x",
          "# x",
          "\t",
          "  \t# x",
          "",
          "}",
          "]",
          ":",
          "- ",
          "?",
          "? a",
          ": b",
          "a",
          "~: x",
          "<<: {}",
          "<<: ~",
          "<<: x",
          "<<: [{}]",
          "<<: [x]",
          "<<: *x",
          "<<: [*x, *y]",
          "'<<': {}",
          "!!merge x: {}",
          "<<: {unknown: 1}",
          "<<: {path: /a, hostPath: /b}",
          "<<: {env: [A=b]}",
          "annotations: {1: a, true: b}",
          "annotations: {a: ~}",
          "annotations: {a: [b]}",
          "annotations: {? a : b}",
          "intelRdt: {}",
          "intelRdt: {enableMonitoring: on}",
          "intelRdt: {enableMonitoring: 'no'}",
          "intelRdt: {enableMonitoring: 'true'}",
          "additionalGids: [1, ~, 0x10]",
          "env: [A=b, ~, 'C=d']",
          "env: {}",
          "devices: [~]");

  /** Names the value of a line, and uses the name in another. */
  private void anchor(int at) {
    String name = oneOf(List.of("x", "y"));
    lines.set(at, lines.get(at).replaceFirst("(: ?|- ?)", "$1&" + name + " "));
    int other = random.nextInt(lines.size());
    lines.set(other, lines.get(other).replaceFirst("(: ?|- ?)(.*)", "$1*" + name));
  }

  private void insert(int at) {
    String line = lines.get(at);
    int column = random.nextInt(line.length() + 1);
    String what =
        oneOf(
            List.of(
                "\t", " ", ":", "#", " #", "'", "\"", ",", "{", "]", "&", "!", "-", "\r", "\\"));
    lines.set(at, line.substring(0, column) + what + line.substring(column));
  }

  private String withValue(String line) {
    String value = oneOf(VALUES);
    int colon = line.indexOf(": ");
    if (colon > 0) {
      return line.substring(0, colon + 2) + value;
    }
    int dash = line.indexOf("- ");
    return dash >= 0 ? line.substring(0, dash + 2) + value : line + " " + value;
  }

  private String oneOf(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }
}
