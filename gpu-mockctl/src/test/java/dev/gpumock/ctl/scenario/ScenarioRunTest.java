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

/** Scenarios on a cluster that answers from a list. */
class ScenarioRunTest {
  private static final String EXEC = "exec -n gpu-mock-one ";
  private static final String IN_POD = EXEC + "pod-0 -c main -- sh -c *";

  @TempDir private Path folder;
  private ScenarioRuns runs;

  @BeforeEach
  void fakeCluster() {
    runs = ScenarioRuns.in(folder);
    FakeCluster.dra(
            runs.kubectl(),
            FakeCluster.claimingPod("pod-0", "shared"),
            FakeCluster.claim("shared", "claim-1", "gpu-0"))
        .answers(IN_POD, FakeCluster.sees(0));
  }

  @Test
  void everyCheckIsARowAndTheNamespaceIsRemoved() throws IOException {
    runs.scenario(
        "{driver: dra}",
        "apply: {file: pod.yaml, times: 2}",
        "pods: {names: [pod-0], are: Running}",
        "gpus: {pods: [pod-0], each: 1, distinct: 1}");
    CliRun run = runs.run("one", "--pod-image", "example.com/box:1");
    assertEquals(0, run.code(), run.err() + run.out());
    assertEquals(
        List.of(
            "apply pod.yaml x 2",
            "pods pod-0",
            "nvidia-smi -L in pod-0",
            "ResourceClaim and ResourceSlice",
            "CDI file",
            "device nodes in the container",
            "/proc of the node",
            "NVML of the node",
            "UUIDs in ResourceSlices",
            "namespace gpu-mock-one"),
        ScenarioRuns.checks(run, "✓"));
    String applied = runs.kubectl().input();
    assertTrue(applied.contains("image: example.com/box:1\nname: pod-0"), applied);
    assertTrue(applied.contains("image: example.com/box:1\nname: pod-1"), applied);
    List<String> calls = runs.kubectl().calls();
    assertTrue(calls.get(calls.size() - 1).startsWith("delete namespace gpu-mock-one"), calls + "");
  }

  @Test
  void claimsGoBeforeTheirNamespace() throws IOException {
    runs.scenario("{driver: dra}", "apply: {file: pod.yaml}");
    assertEquals(0, runs.run("one").code());
    List<String> calls = runs.kubectl().calls();
    assertEquals(
        List.of(
            "delete pods,resourceclaims --all -n gpu-mock-one --timeout=1s",
            "delete namespace gpu-mock-one --ignore-not-found --timeout=1s"),
        calls.subList(calls.size() - 2, calls.size()));
  }

  @Test
  void afterAFailureNoMoreStepsAreMade() throws IOException {
    runs.kubectl().fails("apply -n gpu-mock-one -f -", "error: the server says no");
    runs.scenario("{driver: dra}", "apply: {file: pod.yaml}", "restart: {workload: agent}");
    CliRun run = runs.run("one");
    assertEquals(1, run.code());
    assertTrue(run.err().contains("apply pod.yaml: expected done, seen error: the server says no"));
    assertEquals(List.of("namespace gpu-mock-one"), ScenarioRuns.checks(run, "✓"));
  }

  @Test
  void actionsAreCallsOfKubectl() throws IOException {
    runs.kubectl()
        .answers("rollout *", "")
        .answers("exec -n gpu-mock-one pod-0 -c main -- true now", "")
        .answers("delete -n gpu-mock-one *", "");
    runs.scenario(
        "{driver: dra}",
        "restart: {workload: dra-plugin}",
        "exec: {pod: pod-0, container: main, command: [\"true\", now]}",
        "repeat: {times: 2, steps: [{delete: {what: pod/x, wait: false}}]}");
    CliRun run = runs.run("one", "--workload", "dra-plugin=system/plugin");
    assertEquals(0, run.code(), run.err());
    List<String> calls = runs.kubectl().calls();
    assertTrue(calls.contains("rollout restart -n system daemonset/plugin"), calls + "");
    assertTrue(calls.contains("rollout status -n system daemonset/plugin --timeout=1s"));
    assertEquals(2, calls.stream().filter(c -> c.contains("pod/x --wait=false")).count());
  }

  @Test
  void aNodeIsTheMachineAgainThatItWas() throws IOException {
    String labels = "{\"metadata\": {\"labels\": {\"gpu-mock.dev/machine\": \"t4\"}}}";
    runs.kubectl()
        .answers("rollout *", "")
        .answers("label --overwrite *", "")
        .answers("get node node-a -o json", labels);
    runs.scenario(
        "{driver: dra}",
        "machine: {is: gb200}",
        "machine: {is: h100}",
        "pods: {names: [none], are: Running}");
    assertEquals(1, runs.run("one").code());
    String label = "label --overwrite node node-a gpu-mock.dev/machine=";
    List<String> calls = runs.kubectl().calls();
    assertEquals(
        List.of(label + "gb200", label + "h100", label + "t4"),
        calls.stream().filter(call -> call.startsWith("label")).toList());
    assertEquals(
        List.of(
            "rollout status -n gpu-mock daemonset/nvidia-cdi-mock --timeout=1s",
            "rollout restart -n gpu-mock-consumers daemonset/dra-driver-nvidia-gpu-kubelet-plugin"),
        calls.subList(calls.size() - 3, calls.size() - 1));
    assertTrue(
        calls.indexOf(label + "t4")
            > calls.lastIndexOf("delete namespace gpu-mock-one --ignore-not-found --timeout=1s"));
  }

  @Test
  void eventsLogsAndWhatIsGone() throws IOException {
    String event = "{\"reason\": \"FailedScheduling\", \"message\": \"0/1: cannot allocate\"}";
    String events = "get events -n gpu-mock-one --field-selector=involvedObject.name=pod-0 -o json";
    runs.kubectl()
        .answers(events, FakeCluster.items(event))
        .answers("logs -n gpu-mock-one pod-0", "it is " + FakeCluster.uuid(2))
        .answers("get -n gpu-mock-one pod/x --ignore-not-found -o name", "");
    runs.scenario(
        "{driver: dra}",
        "event: {of: pod/pod-0, reason: FailedScheduling, text: cannot allocate}",
        "log: {pod: pod-0, text: \"${gpu.uuid}\"}",
        "gone: {what: pod/x}");
    assertEquals(0, runs.run("one").code());
    runs.kubectl().answers("get -n gpu-mock-one pod/x --ignore-not-found -o name", "pod/x");
    assertEquals(1, runs.run("one").code());
    runs.scenario("{driver: dra}", "event: {of: pod/pod-0, reason: FailedScheduling, text: else}");
    CliRun run = runs.run("one");
    assertEquals(1, run.code());
    assertTrue(run.err().contains("seen 0/1: cannot allocate"), run.err());
  }

  @Test
  void aPodThatIsNotReadyIsNotRunning() throws IOException {
    String pod =
        FakeCluster.claimingPod("pod-0", "shared").replace("\"ready\": true", "\"ready\": false");
    runs.kubectl().answers("get pods -n gpu-mock-one -o json", FakeCluster.items(pod));
    runs.scenario("{driver: dra}", "pods: {names: [\"pod-*\"], count: 1, are: Running}");
    CliRun run = runs.run("one");
    assertEquals(1, run.code());
    assertTrue(run.err().contains("seen 1 Running, but not ready"), run.err());
  }

  @Test
  void whatTheClusterLacksIsSkippedUnlessItIsNamed() throws IOException {
    String metrics = "kubernetes_feature_enabled{name=\"Wanted\",stage=\"BETA\"} ";
    runs.kubectl().answers("get --raw /metrics", metrics + "0");
    runs.scenario("{driver: dra, kubernetesFeatures: [Wanted]}", "gpus: {pods: [pod-0]}");
    CliRun named = runs.run("one");
    assertEquals(1, named.code());
    assertTrue(named.err().contains("the feature gate Wanted of Kubernetes"), named.err());
    CliRun all = runs.run("--all");
    assertEquals(List.of("requirements"), ScenarioRuns.checks(all, "-"));
    assertEquals(1, all.code(), "nothing was checked");
    runs.kubectl().answers("get --raw /metrics", metrics + "1");
    assertEquals(0, runs.run("--all").code());
    runs.scenario("{driver: dra, gpus: 4}", "gpus: {pods: [pod-0]}");
    String error = "requirements: expected 1 node with 4 GPUs or more, seen no such node";
    assertTrue(runs.run("one").err().contains(error));
    runs.scenario("{driver: dra, nodes: 2}", "gpus: {pods: [pod-0]}");
    error = "requirements: expected 2 nodes with 1 GPU or more, seen 1 such node";
    assertTrue(runs.run("one").err().contains(error));
  }

  @Test
  void featureGatesOfTheDriverAreThoseOfItsPods() throws IOException {
    String gates =
        """
        {"spec": {"template": {"spec": {"containers": [{"env": [
          {"name": "FEATURE_GATES", "value": "A=false,Wanted=true"}]}]}}}}\
        """;
    String set = "get daemonset -n gpu-mock-consumers dra-driver-nvidia-gpu-kubelet-plugin -o json";
    runs.kubectl().answers(set, gates);
    runs.scenario("{driver: dra, driverFeatures: [Wanted]}", "gpus: {pods: [pod-0]}");
    assertEquals(0, runs.run("one").code());
    runs.scenario("{driver: dra, driverFeatures: [A]}", "gpus: {pods: [pod-0]}");
    assertEquals(1, runs.run("one").code());
  }

  @Test
  void roundsAreRunInTurn() throws IOException {
    runs.scenario("{driver: dra}", "pods: {names: [pod-0], are: Running}");
    CliRun run = runs.run("one", "--rounds", "3");
    assertEquals(3, ScenarioRuns.checks(run, "✓").stream().filter("pods pod-0"::equals).count());
  }
}
