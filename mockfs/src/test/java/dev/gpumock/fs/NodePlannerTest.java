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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodePlannerTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final NodeOptions OPTIONS = new NodeOptions(235, true, false);

  @TempDir Path directory;

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

  /** The numbers are those that listings of real nodes show for GPU 0, and the last one of all. */
  @Test
  void migInstancesHaveTheirCapabilities() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("mine.yaml"),
            "extends: dgxa100\ngpus:\n  - index: 0\n    gpuInstances:\n"
                + "      - {profile: 3g.20gb, id: 2}\n"
                + "      - {profile: 2g.10gb, id: 3, computeInstances: [{profile: 0}, {profile: 0}]}\n"
                + "      - {profile: 1g.5gb, id: 9, computeInstances: []}\n");
    NodePlan plan =
        NodePlanner.driverRoot(
            Catalog.standard().machine(file, "node-a"), OPTIONS, List.<Payload>of());
    Set<Integer> nodes = new HashSet<>();
    Set<String> accesses = new HashSet<>();
    for (FsAction action : plan.actions()) {
      if (action instanceof FsAction.MakeNode node && node.path().contains("/nvidia-cap")) {
        assertEquals("dev/nvidia-caps/nvidia-cap" + node.minor(), node.path());
        nodes.add(node.minor());
      } else if (action instanceof FsAction.WriteFile text && text.path().endsWith("/access")) {
        String minor = new String(text.content(), StandardCharsets.UTF_8).split("\\s+")[1];
        accesses.add(text.path().replaceFirst(".*/mig/", "") + " " + minor);
      } else if (action instanceof FsAction.WriteFile text && text.path().endsWith("mig-minors")) {
        List<String> lines = new String(text.content(), StandardCharsets.UTF_8).lines().toList();
        assertEquals(4322, lines.size());
        assertEquals("gpu31/gi14/ci7/access 4322", lines.get(4321));
        assertTrue(lines.containsAll(List.of("config 1", "gpu3/gi3/ci3/access 439")));
        assertTrue(lines.contains("gpu6/gi11/ci5/access 918"));
      }
    }
    assertEquals(Set.of(1, 2, 21, 22, 30, 31, 32, 84), nodes);
    assertEquals(
        Set.of(
            "gi2/access 21",
            "gi2/ci0/access 22",
            "gi3/access 30",
            "gi3/ci0/access 31",
            "gi3/ci1/access 32",
            "gi9/access 84"),
        accesses);
  }
}
