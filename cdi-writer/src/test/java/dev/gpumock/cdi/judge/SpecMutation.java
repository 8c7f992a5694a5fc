package dev.gpumock.cdi.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Changes lines of a specification at random: some changes are harmless, most are not. */
final class SpecMutation {
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
          "~");
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
    switch (random.nextInt(7)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(at, line);
      case 2 -> lines.set(at, line.replaceFirst("[\\w./]+:", oneOf(KEYS) + ":"));
      case 3 -> lines.set(at, "  " + line);
      default -> lines.set(at, withValue(line));
    }
    if (lines.isEmpty()) {
      lines.add("");
    }
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
