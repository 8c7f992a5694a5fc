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

/** Nodes that are powered off and on, by a command that notes what it is told as kubectl does. */
class NodePowerTest {
  private static final String OFF = "power-off node-a";
  private static final String ON = "power-on node-a";
  private static final String UNKNOWN =
      "wait --for=condition=Ready=Unknown node/node-a --timeout=1s";
  private static final String READY = "wait --for=condition=Ready=True node/node-a --timeout=1s";

  @TempDir private Path folder;
  private ScenarioRuns runs;

  @BeforeEach
  void fakeCluster() throws IOException {
    runs = ScenarioRuns.in(folder);
    String pod = FakeCluster.claimingPod("pod-0", "shared");
    FakeCluster.dra(runs.kubectl(), pod, FakeCluster.claim("shared", "claim-1", "gpu-0"))
        .answers("power-*", "")
        .answers(UNKNOWN, "")
        .answers(READY, "");
  }

  private CliRun run() throws IOException {
    String program = runs.kubectl().program();
    return runs.run(
        "one", "--node-off", program + " power-off", "--node-on", program + " power-on");
  }

  @Test
  void theClusterMustKnowThatTheNodeIsOffOrOn() throws IOException {
    String again =
        FakeCluster.claimingPod("pod-0", "shared")
            .replace("\"ready\"", "\"restartCount\": 1, \"ready\"");
    runs.kubectl().answers("get pods -n gpu-mock-one -o json", pods(), FakeCluster.items(again));
    runs.scenario("{driver: dra}", "power: {of: pod-0, is: down}", "power: {of: pod-0, is: up}");
    CliRun run = run();
    assertEquals(0, run.code(), run.err());
    assertEquals(
        List.of("power off node-a", "power on node-a", "namespace gpu-mock-one"),
        ScenarioRuns.checks(run, "✓"));
    List<String> calls = runs.kubectl().calls();
    int first = calls.indexOf(OFF);
    assertEquals(UNKNOWN, calls.get(first + 1));
    assertEquals(READY, calls.get(calls.indexOf(ON) + 1));
  }

  @Test
  void theKubeletMustHaveLookedAtThePod() throws IOException {
    runs.scenario("{driver: dra}", "power: {of: pod-0, is: down}", "power: {of: pod-0, is: up}");
    CliRun run = run();
    assertEquals(1, run.code());
    assertTrue(run.err().contains("power on node-a: expected done, seen pod-0 is as before"));
  }

  private static String pods() {
    return FakeCluster.items(FakeCluster.claimingPod("pod-0", "shared"));
  }

  @Test
  void aNodeIsOnAgainWhenItsNamespaceIsRemoved() throws IOException {
    runs.kubectl().fails(UNKNOWN, "timed out");
    runs.scenario("{driver: dra}", "power: {of: pod-0, is: down}");
    CliRun run = run();
    assertEquals(1, run.code());
    assertTrue(run.err().contains("power off node-a: expected done, seen timed out"), run.err());
    List<String> calls = runs.kubectl().calls();
    assertEquals(List.of(ON, READY), calls.subList(calls.size() - 4, calls.size() - 2));
  }

  @Test
  void theNodeMustHaveAllItsGpusAgain() throws IOException {
    runs.scenario("{driver: dra}", "node: {of: pod-0}", "node: {of: pod-0}");
    CliRun same = run();
    assertEquals(0, same.code(), same.err());
    assertEquals(
        List.of(
            "ResourceSlices of node-a",
            "ResourceSlices of node-a",
            "GPUs of node-a as before",
            "namespace gpu-mock-one"),
        ScenarioRuns.checks(same, "✓"));
    String other = "GPU-ffffffff-1111-5222-8333-444444444444";
    String nvml = "exec -n gpu-mock-one observer-node-a -- /root/driver/bin/nvidia-smi *";
    String slices = "get resourceslices -o json";
    runs.kubectl()
        .answers(nvml, FakeCluster.nvml(0), FakeCluster.nvml(0).replace(FakeCluster.uuid(2), other))
        .answers(slices, FakeCluster.slices(0));
    CliRun otherGpu = run();
    assertEquals(1, otherGpu.code());
    assertEquals(
        List.of("ResourceSlices of node-a", "GPUs of node-a as before"),
        ScenarioRuns.checks(otherGpu, "✗"));
    assertTrue(otherGpu.err().contains(other), otherGpu.err());
  }

  @Test
  void withADevicePluginItsCountIsCompared() throws IOException {
    FakeCluster.devicePlugin(
        runs.kubectl(), FakeCluster.claimingPod("pod-0", "shared").replace("claims", "limits"));
    runs.scenario("{driver: device-plugin}", "node: {of: pod-0}", "node: {of: pod-0}");
    CliRun same = run();
    assertEquals(0, same.code(), same.err());
    runs.kubectl()
        .answers(
            "exec -n gpu-mock-one observer-node-a -- /root/driver/bin/nvidia-smi *",
            FakeCluster.nvml(0).lines().skip(1).findFirst().orElseThrow());
    CliRun fewer = run();
    assertEquals(1, fewer.code());
    assertTrue(
        fewer.err().contains("nvidia.com/gpu of node-a: expected 1 GPUs, seen 3 GPUs"),
        fewer.err());
  }

  @Test
  void scenariosThatNeedItAreSkippedWithoutTheCommands() throws IOException {
    runs.scenario("{driver: dra, nodePower: true}", "power: {of: pod-0, is: down}");
    CliRun all = runs.run("--all");
    assertEquals(List.of("requirements"), ScenarioRuns.checks(all, "-"));
    assertTrue(runs.run("one").err().contains("--node-off and --node-on"));
    runs.scenario("{driver: dra, nodePower: true}", "pods: {names: [pod-0], are: Running}");
    assertEquals(0, run().code());
  }

  @Test
  void podsOfANodeThatIsOffAreNotReady() throws IOException {
    String off =
        FakeCluster.claimingPod("pod-0", "shared")
            .replace(
                "\"phase\"",
                "\"conditions\": [{\"type\": \"Ready\", \"status\": \"False\"}], \"phase\"");
    runs.kubectl().answers("get pods -n gpu-mock-one -o json", FakeCluster.items(off));
    runs.scenario("{driver: dra}", "pods: {names: [pod-0], are: Running}");
    CliRun run = run();
    assertEquals(1, run.code());
    assertTrue(run.err().contains("seen 1 Running, but not ready"), run.err());
  }
}
