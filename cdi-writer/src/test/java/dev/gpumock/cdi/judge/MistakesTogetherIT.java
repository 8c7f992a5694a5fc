package dev.gpumock.cdi.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.gpumock.cdi.file.Problem;
import dev.gpumock.cdi.file.SpecDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mistakes for each of which alone CDI's own library refuses a specification: of several in one
 * file each is named as it is alone, and nothing else is.
 */
class MistakesTogetherIT {
  private static final String GOOD =
      """
      cdiVersion: 0.7.0
      kind: a.b/c
      annotations: {}
      containerEdits:
        env: [A=b]
        intelRdt: {closID: x}
        hooks:
        - hookName: prestart
          path: /bin/x
          timeout: 3
        mounts:
        - hostPath: /a
          containerPath: /b
          options: []
      devices:
      - name: x
        containerEdits:
          deviceNodes:
          - path: /dev/x
            major: 1
            type: c
            permissions: rw
      - name: y
        containerEdits:
          env: [A=c]
          additionalGids: [1]
      """;

  private record Mistake(String good, String bad) {}

  /** None needs another version than another does, and no two are in one place. */
  private static final List<Mistake> MISTAKES =
      List.of(
          new Mistake("cdiVersion: 0.7.0", "cdiVersion: 9.9.9"),
          new Mistake("kind: a.b/c", "kind: nope"),
          new Mistake("annotations: {}", "unknown: 1"),
          new Mistake("env: [A=b]", "env: {A: b}"),
          new Mistake("hookName: prestart", "hookName: before"),
          new Mistake("path: /bin/x", "path: ''"),
          new Mistake("timeout: 3", "timeout: soon"),
          new Mistake("hostPath: /a", "hostPath: {}"),
          new Mistake("options: []", "optoins: []"),
          new Mistake("name: x", "name: '-'"),
          new Mistake("major: 1", "major: many"),
          new Mistake("type: c", "type: x"),
          new Mistake("permissions: rw", "permissions: rx"),
          new Mistake("name: y", "name: [y]"),
          new Mistake("env: [A=c]", "env: [bad]"),
          new Mistake("additionalGids: [1]", "additionalGids: [-1]"));

  @TempDir Path dir;

  @BeforeAll
  static void require() {
    Judges.require();
  }

  @Test
  void eachIsAMistakeToTheJudge() throws IOException {
    assertEquals(0, judged("good", GOOD).status());
    for (Mistake mistake : MISTAKES) {
      String text = GOOD.replace(mistake.good(), mistake.bad());
      assertNotEquals(0, judged(mistake.bad().replace('/', ' '), text).status(), text);
      assertEquals(1, problems(text).size(), text);
    }
  }

  private Judges.Run judged(String name, String text) throws IOException {
    Path specs = Files.createDirectory(dir.resolve(name));
    Files.writeString(specs.resolve("spec.yaml"), text);
    return Judges.run(List.of(Judges.path("cdi-check") + "", specs + ""), Map.of());
  }

  @Test
  void eachIsNamedWhateverElseIsThere() {
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      String text = GOOD;
      List<Problem> expected = new ArrayList<>();
      for (Mistake mistake : MISTAKES) {
        if (random.nextBoolean()) {
          text = text.replace(mistake.good(), mistake.bad());
          expected.addAll(problems(GOOD.replace(mistake.good(), mistake.bad())));
        }
      }
      expected.sort(Comparator.comparingInt(Problem::line));
      assertEquals(expected, problems(text), text);
    }
  }

  private static List<Problem> problems(String text) {
    return SpecDocument.read(text.getBytes(StandardCharsets.UTF_8)).problems();
  }
}
