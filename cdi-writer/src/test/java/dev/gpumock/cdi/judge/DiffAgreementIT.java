package dev.gpumock.cdi.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.cdi.file.SpecDiff;
import dev.gpumock.cdi.file.SpecDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Where no difference is seen, the CDI project's own library gives a container the same. */
class DiffAgreementIT {
  private static final int PAIRS = 150;

  /** Of each property entries that are in each other's way. */
  private static final Map<String, List<String>> POOLS =
      Map.of(
          "env", List.of("A=1", "A=2", "B=1"),
          "hooks",
              List.of(
                  "{hookName: createContainer, path: /a}",
                  "{hookName: createContainer, path: /b}",
                  "{hookName: poststop, path: /c}"),
          "mounts",
              List.of(
                  "{hostPath: /a, containerPath: /x}",
                  "{hostPath: /b, containerPath: /x}",
                  "{hostPath: /a, containerPath: /x/y, options: [ro]}"),
          "deviceNodes",
              List.of(
                  "{path: /dev/null, hostPath: /dev/null}",
                  "{path: /dev/null, permissions: r, uid: 7}",
                  "{path: /dev/zero}"),
          "additionalGids", List.of("0", "5", "6"));

  @TempDir Path dir;

  private Path judge;
  private int same;
  private int different;

  @BeforeAll
  static void require() {
    Judges.require();
  }

  @Test
  void whatIsNoDifferenceInjectsTheSame() throws IOException {
    judge = Judges.path("cdi-check");
    StringBuilder wrong = new StringBuilder();
    for (int seed = 0; seed < PAIRS; seed++) {
      Random random = new Random(seed * 0x9E3779B97F4A7C15L);
      Map<String, List<String>> edits = edits(random);
      String first = text(edits);
      String second = text(changed(random, edits));
      if (!SpecDiff.of(
              SpecDocument.read(bytes(first)).spec().orElseThrow(),
              SpecDocument.read(bytes(second)).spec().orElseThrow())
          .isEmpty()) {
        different++;
      } else if (injected(first).equals(injected(second))) {
        same++;
      } else {
        wrong.append("\n--- no difference?\n").append(first).append(second);
      }
    }
    assertEquals("", wrong.toString());
    assertTrue(same > 40 && different > 40, same + " the same, " + different + " different");
  }

  private static Map<String, List<String>> edits(Random random) {
    Map<String, List<String>> edits = new LinkedHashMap<>();
    POOLS.keySet().stream()
        .sorted()
        .forEach(
            property -> {
              List<String> pool = POOLS.get(property);
              List<String> entries = new ArrayList<>();
              for (int i = random.nextInt(4); i >= 0; i--) {
                entries.add(pool.get(random.nextInt(pool.size())));
              }
              edits.put(property, entries);
            });
    return edits;
  }

  /** One property is in another order, or an entry of it is doubled, or removed. */
  private static Map<String, List<String>> changed(Random random, Map<String, List<String>> edits) {
    Map<String, List<String>> changed = new LinkedHashMap<>(edits);
    List<String> properties = List.copyOf(edits.keySet());
    String property = properties.get(random.nextInt(properties.size()));
    List<String> entries = new ArrayList<>(edits.get(property));
    int at = random.nextInt(entries.size());
    switch (random.nextInt(3)) {
      case 0 -> Collections.shuffle(entries, random);
      case 1 -> entries.add(entries.get(at));
      default -> entries.remove(at);
    }
    changed.put(property, entries);
    return changed;
  }

  private static String text(Map<String, List<String>> edits) {
    String inner = edits.toString().replace("=[", ": [");
    return "{cdiVersion: 0.7.0, kind: a.b/c, devices: [{name: x, containerEdits: "
        + inner
        + "}]}\n";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** What a container has then, with each list in order of which only hooks' counts. */
  private Object injected(String spec) throws IOException {
    Path specs = Files.createTempDirectory(dir, "specs");
    Files.writeString(specs.resolve("spec.yaml"), spec);
    Judges.Run run = Judges.run(List.of(judge.toString(), specs.toString(), "a.b/c=x"), Map.of());
    Map<String, Object> report = new Yaml().load(run.text());
    assertTrue(report.get("injected") != null, run.text() + run.error());
    return ordered("", report.get("injected"));
  }

  private static Object ordered(String name, Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> ordered = new LinkedHashMap<>();
      boolean hooks = name.equals("hooks");
      map.forEach(
          (key, inner) -> ordered.put(key, hooks ? inner : ordered(String.valueOf(key), inner)));
      return ordered;
    }
    if (value instanceof List<?> list) {
      TreeSet<String> ordered = new TreeSet<>();
      list.forEach(entry -> ordered.add(entry.toString()));
      return ordered;
    }
    return value;
  }
}
