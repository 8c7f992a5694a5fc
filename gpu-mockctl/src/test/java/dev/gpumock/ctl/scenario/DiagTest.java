package dev.gpumock.ctl.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.ctl.CliRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of a scenario that fails. */
class DiagTest {
  private static final String OF = " -n gpu-mock-one";

  @TempDir private Path folder;
  private ScenarioRuns runs;

  @BeforeEach
  void fakeCluster() {
    runs = ScenarioRuns.in(folder);
    String pod =
        FakeCluster.claimingPod("pod-0", "shared")
            .replace("\"ready\"", "\"restartCount\": 2, \"ready\"");
    FakeCluster.dra(runs.kubectl(), pod, FakeCluster.claim("shared", "claim-1", "gpu-0"))
        .answers("exec -n gpu-mock-one pod-0 -c main -- sh -c *", FakeCluster.sees(0))
        .answers("get pods" + OF + " -o yaml", "all pods")
        .answers("get resourceclaims" + OF + " -o yaml", "all claims")
        .fails("get resourceclaimtemplates" + OF + " -o yaml", "no such resource")
        .answers("get events" + OF + " -o yaml", "all events")
        .answers("describe pods" + OF, "pods in words")
        .answers("logs" + OF + " pod-0 -c main", "said now")
        .answers("logs" + OF + " pod-0 -c main --previous", "said before");
  }

  private CliRun fail(String... more) throws IOException {
    runs.scenario("{driver: dra}", "gpus: {pods: [pod-0]}", "gpus: {pods: [pod-0], each: 2}");
    String[] arguments = new String[more.length + 3];
    System.arraycopy(new String[] {"one", "--diag", folder + "/diag"}, 0, arguments, 0, 3);
    System.arraycopy(more, 0, arguments, 3, more.length);
    CliRun run = runs.run(arguments);
    assertEquals(1, run.code(), run.out());
    return run;
  }

  private String kept(String file) throws IOException {
    return Files.readString(folder.resolve("diag").resolve(file));
  }

  @Test
  void objectsLogsFilesAndSourcesAreKept() throws IOException {
    fail();
    assertEquals("all pods\n", kept("one/pods.yaml").replace("\n\n", "\n"));
    assertTrue(kept("one/resourceclaims.yaml").startsWith("all claims"));
    assertTrue(kept("one/events.yaml").startsWith("all events"));
    assertTrue(kept("one/describe-pods.txt").startsWith("pods in words"));
    assertTrue(kept("one/logs/pod-0.main.log").startsWith("said now"));
    assertTrue(kept("one/logs/pod-0.main.previous.log").startsWith("said before"));
    String cdi = kept("one/cdi/node-a/k8s.gpu.nvidia.com-claim_claim-1.yaml");
    assertTrue(cdi.contains("claim-1-gpu-0"), cdi);
    String sources = kept("one/sources.txt");
    for (String title : List.of("CDI file: ", "/proc of the node: ", "NVML of the node: ")) {
      assertTrue(sources.contains(title + "[" + FakeCluster.uuid(0)), sources);
    }
    assertTrue(kept("one/checks.txt").contains("✗ | one | 1 | nvidia-smi -L in pod-0 | 2 GPUs"));
  }

  @Test
  void beforeTheNamespaceIsRemoved() throws IOException {
    fail();
    List<String> calls = runs.kubectl().calls();
    int last = calls.lastIndexOf("delete pods,resourceclaims --all" + OF + " --timeout=1s");
    assertTrue(calls.indexOf("describe pods" + OF) < last, calls + "");
    assertTrue(calls.indexOf("describe pods" + OF) > 0, calls + "");
  }

  @Test
  void whatCannotBeReadIsNotedAndStopsNothing() throws IOException {
    runs.kubectl()
        .fails(
            "exec -n gpu-mock-one observer-node-a -- cat"
                + " /node-cdi/k8s.gpu.nvidia.com-claim_claim-1.yaml",
            "no observer")
        .fails("logs" + OF + " pod-0 -c main --previous", "previous is gone");
    CliRun run = fail();
    assertTrue(kept("one/resourceclaimtemplates.yaml").contains("no such resource"));
    assertTrue(kept("one/logs/pod-0.main.previous.log").contains("previous is gone"));
    String cdi = kept("one/cdi/node-a/k8s.gpu.nvidia.com-claim_claim-1.yaml");
    assertTrue(cdi.contains("cannot be read: ") && cdi.contains("no observer"), cdi);
    assertTrue(ScenarioRuns.checks(run, "✓").contains("namespace gpu-mock-one"), run.out());
  }

  @Test
  void theFileOfTheDevicePluginIsKept() throws IOException {
    String limits = "{\"limits\": {\"nvidia.com/gpu\": \"1\"}}";
    FakeCluster.devicePlugin(runs.kubectl(), FakeCluster.pod("pod-0", "", limits));
    runs.scenario("{driver: device-plugin}", "gpus: {pods: [pod-0], each: 2}");
    assertEquals(1, runs.run("one", "--diag", folder + "/diag").code());
    String cdi = kept("one/cdi/node-a/k8s.device-plugin.nvidia.com-gpu.json");
    assertTrue(cdi.contains(FakeCluster.uuid(2)), cdi);
  }

  @Test
  void ofClaimsThatAreNotPreparedThereIsNoFile() throws IOException {
    String claims = FakeCluster.items(FakeCluster.claim("shared", "claim-1"));
    runs.kubectl().answers("get resourceclaims" + OF + " -o json", claims);
    fail();
    assertTrue(Files.exists(folder.resolve("diag/one/pods.yaml")));
    assertFalse(Files.exists(folder.resolve("diag/one/cdi")));
  }

  @Test
  void eachRoundHasAFolder() throws IOException {
    fail("--rounds", "2");
    assertTrue(Files.exists(folder.resolve("diag/one-round-1/pods.yaml")));
    assertTrue(Files.exists(folder.resolve("diag/one-round-2/pods.yaml")));
  }

  @Test
  void nothingIsKeptOfWhatWentWell() throws IOException {
    runs.scenario("{driver: dra}", "gpus: {pods: [pod-0]}");
    assertEquals(0, runs.run("one", "--diag", folder + "/diag").code());
    assertFalse(Files.exists(folder.resolve("diag")));
  }

  @Test
  void aFolderThatCannotBeMadeIsTold() throws IOException {
    Files.writeString(folder.resolve("diag"), "a file");
    CliRun run = fail();
    assertTrue(run.err().contains("what was there, in " + folder), run.err());
    assertTrue(ScenarioRuns.checks(run, "✓").contains("namespace gpu-mock-one"), run.out());
  }
}
