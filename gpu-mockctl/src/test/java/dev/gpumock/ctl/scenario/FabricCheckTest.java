package dev.gpumock.ctl.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.ctl.CliRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NVLink domains of nodes by their racks. */
class FabricCheckTest {
  private static final String EXEC = "exec -n gpu-mock-one ";
  private static final String ON_A = EXEC + "observer-node-a -- /root/driver/bin/nvidia-smi -q";
  private static final String ON_B = EXEC + "observer-node-b -- /root/driver/bin/nvidia-smi -q";
  private static final String IN_POD = EXEC + "pod-0 -c main -- nvidia-smi -q";
  private static final String ONE = "5fc38fe0-ab83-5c7d-b5a9-09c9b3ab42a8";
  private static final String OTHER = "00c38fe0-ab83-5c7d-b5a9-09c9b3ab42a8";
  private static final String ZERO = "00000000-0000-0000-0000-000000000000";

  @TempDir private Path folder;
  private ScenarioRuns runs;

  @BeforeEach
  void fakeCluster() throws IOException {
    runs = ScenarioRuns.in(folder);
    domains(ONE, ONE, ONE);
    FakeCluster.dra(
            runs.kubectl(),
            FakeCluster.claimingPod("pod-0", "shared"),
            FakeCluster.claim("shared", "claim-1", "gpu-0"))
        .answers("get resourceslices -o json", FakeCluster.items(slice("a") + "," + slice("b")));
    nodes("left", "left");
    runs.scenario("{driver: dra}", "fabric: {pods: [pod-0]}");
  }

  private static String slice(String node) {
    return """
    {"spec": {"driver": "gpu.nvidia.com", "nodeName": "node-%1$s", "pool": {"name": "node-%1$s"},
      "devices": [{"name": "gpu-0", "attributes": {"type": {"string": "gpu"}}}]}}\
    """
        .formatted(node);
  }

  private void nodes(String rackOfA, String rackOfB) {
    String node =
        """
        {"metadata": {"name": "node-%s", "labels": {"gpu-mock.dev/rack": "%s"}}}\
        """;
    runs.kubectl()
        .answers(
            "get nodes -o json",
            FakeCluster.items(node.formatted("a", rackOfA) + "," + node.formatted("b", rackOfB)));
  }

  private void domains(String onA, String onB, String inPod) {
    runs.kubectl().answers(ON_A, fabric(onA)).answers(ON_B, fabric(onB));
    runs.kubectl().answers(IN_POD, fabric(inPod));
  }

  private static String fabric(String cluster) {
    return """
    GPU 00000008:01:00.0
        Fabric
            State                             : Completed
            CliqueId                          : 2
            ClusterUUID                       : %s\
    """
        .formatted(cluster);
  }

  @Test
  void nodesOfOneRackHaveOneDomain() throws IOException {
    CliRun run = runs.run("one");
    assertEquals(0, run.code(), run.err());
    assertEquals(
        List.of("fabric in pod-0", "fabric of rack left", "namespace gpu-mock-one"),
        ScenarioRuns.checks(run, "✓"));
    assertTrue(run.out().contains(ONE + ".2"), run.out());
  }

  @Test
  void anotherDomainInTheRackIsFound() throws IOException {
    domains(ONE, OTHER, ONE);
    CliRun run = runs.run("one");
    assertEquals(List.of("fabric of rack left"), ScenarioRuns.checks(run, "✗"));
    assertTrue(run.err().contains("node-b: " + OTHER + ".2"), run.err());
    domains(ONE, ZERO, ONE);
    assertEquals(List.of("fabric of rack left"), ScenarioRuns.checks(runs.run("one"), "✗"));
  }

  @Test
  void aPodInAnotherDomainIsFound() throws IOException {
    domains(ONE, ONE, OTHER);
    assertEquals(List.of("fabric in pod-0"), ScenarioRuns.checks(runs.run("one"), "✗"));
  }

  @Test
  void racksHaveDomainsOfTheirOwn() throws IOException {
    nodes("left", "right");
    CliRun same = runs.run("one");
    assertEquals(List.of("fabrics of racks"), ScenarioRuns.checks(same, "✗"));
    domains(ONE, OTHER, ONE);
    CliRun run = runs.run("one");
    assertEquals(0, run.code(), run.err());
    assertEquals(List.of("fabric of a rack"), ScenarioRuns.checks(run, "-"));
  }

  @Test
  void machinesWithoutAFabricAreSkippedWithTheReason() throws IOException {
    domains("N/A", ZERO, "N/A");
    CliRun run = runs.run("one");
    assertEquals(0, run.code(), run.err());
    assertEquals(List.of("fabric of a rack"), ScenarioRuns.checks(run, "-"));
    assertTrue(run.out().contains("no node has a fabric"), run.out());
  }

  @Test
  void oneNodeIsSkippedWithTheReason() throws IOException {
    runs.kubectl().answers("get resourceslices -o json", FakeCluster.items(slice("a")));
    CliRun run = runs.run("one");
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("there is one node"), run.out());
  }
}
