package dev.gpumock.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.topo.catalog.Catalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodePlannerTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final NodeOptions OPTIONS = new NodeOptions(235, true, false);

  private static NodePlan plan(String machine) {
    return NodePlanner.driverRoot(
        Catalog.standard().machine(machine, "node-a"),
        OPTIONS,
        List.of(
            Payload.fixed(
                "lib64/libcuda.so."
                    + Catalog.standard().machine(machine, "node-a").driver().version(),
                new byte[8],
                0755)));
  }

  /** One machine of each kind: Ampere with switches, Grace with a fabric, a guest without MIG. */
  @ParameterizedTest
  @ValueSource(strings = {"dgxa100", "gb200", "t4"})
  void planIsAsWrittenDown(String machine) throws IOException {
    Path file = GOLDEN.resolve(machine + ".txt");
    String plan = plan(machine).asTree() + "\n" + contents(plan(machine));
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, plan);
    }
    assertEquals(Files.readString(file), plan);
  }

  private static String contents(NodePlan plan) {
    StringBuilder text = new StringBuilder();
    for (FsAction action : plan.actions()) {
      if (action instanceof FsAction.WriteFile file && file.path().startsWith("proc/")) {
        text.append("\n== ").append(file.path()).append('\n');
        text.append(new String(file.content(), StandardCharsets.UTF_8));
      }
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dgxa100", "gb200", "t4"})
  void directoriesComeBeforeWhatIsInThem(String machine) {
    Set<String> seen = new HashSet<>(Set.of(""));
    for (FsAction action : plan(machine).actions()) {
      int slash = Math.max(0, action.path().lastIndexOf('/'));
      assertTrue(seen.contains(action.path().substring(0, slash)), action.path());
      assertTrue(seen.add(action.path()), action.path());
    }
  }
}
