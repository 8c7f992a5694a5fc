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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which GPUs containers see, and who disagrees, on a cluster that answers from a list. */
class GpusCheckTest {
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

  /** A source that names another GPU is found, by its own row, and by no other. */
  @ParameterizedTest
  @EnumSource(value = Source.class, names = "PLUGIN_CDI", mode = EnumSource.Mode.EXCLUDE)
  void aSourceThatDisagreesIsNamed(Source source) throws IOException {
    disagree(source);
    runs.scenario("{driver: dra}", "gpus: {pods: [pod-0]}");
    onlyItFails(source);
  }

  @ParameterizedTest
  @EnumSource(
      value = Source.class,
      names = {"SLICES", "CDI"},
      mode = EnumSource.Mode.EXCLUDE)
  void withADevicePluginToo(Source source) throws IOException {
    devicePlugin().answers(IN_POD, FakeCluster.sees(0));
    if (source == Source.DEVICE_NODES) {
      minorsAreOthers();
    } else {
      disagree(source);
    }
    runs.scenario("{driver: device-plugin}", "gpus: {pods: [pod-0]}");
    onlyItFails(source);
  }

  /** The device nodes of the container are of the GPU that the device plugin means. */
  private void minorsAreOthers() {
    String proc =
        FakeCluster.proc(0)
            .replace("Minor: \t 0", "Minor: \t 7")
            .replace("Minor: \t 1", "Minor: \t 0");
    runs.kubectl().answers(EXEC + "observer-node-a -- sh -c *", proc);
  }

  @Test
  void withoutCdiTheDevicePluginHasNoFileToCompare() throws IOException {
    devicePlugin()
        .answers(IN_POD, FakeCluster.sees(0))
        .answers(FakeCluster.PLUGIN, FakeCluster.plugin("envvar"));
    runs.scenario("{driver: device-plugin}", "gpus: {pods: [pod-0]}");
    CliRun run = runs.run("one");
    assertEquals(0, run.code(), run.err());
    assertEquals(List.of(Source.PLUGIN_CDI.title()), ScenarioRuns.checks(run, "-"));
    assertTrue(run.out().contains("envvar"), run.out());
  }

  private FakeKubectl devicePlugin() {
    String limits = "{\"limits\": {\"nvidia.com/gpu\": \"1\"}}";
    return FakeCluster.devicePlugin(runs.kubectl(), FakeCluster.pod("pod-0", "", limits));
  }

  private void disagree(Source source) {
    FakeKubectl kubectl = runs.kubectl();
    switch (source) {
      case SLICES -> kubectl.answers("get resourceslices -o json", FakeCluster.slices(1));
      case CDI ->
          kubectl.answers(
              EXEC + "observer-node-a -- cat /node-cdi/k8s.gpu.nvidia.com-claim_claim-1.yaml",
              FakeCluster.cdi("claim-1", 2));
      case PLUGIN_CDI ->
          kubectl.answers(
              EXEC + "observer-node-a -- cat /node-cdi/k8s.device-plugin.nvidia.com-gpu.json",
              FakeCluster.pluginCdi(1));
      case DEVICE_NODES -> {
        String sees = FakeCluster.sees(0).replace("nvidia0\n", "nvidia1\n");
        kubectl.answers(IN_POD, sees);
      }
      case PROC -> {
        String proc = FakeCluster.proc(0).replace("\t " + FakeCluster.bus(0), "\t 0000:ff:00.0");
        kubectl.answers(EXEC + "observer-node-a -- sh -c *", proc);
      }
      case NVML ->
          kubectl.answers(
              EXEC + "observer-node-a -- /root/driver/bin/nvidia-smi *", FakeCluster.nvml(1));
    }
  }

  private void onlyItFails(Source source) throws IOException {
    CliRun run = runs.run("one");
    assertEquals(1, run.code(), run.out());
    assertEquals(List.of(source.title()), ScenarioRuns.checks(run, "✗"), run.out());
    assertTrue(ScenarioRuns.checks(run, "✓").contains("namespace gpu-mock-one"));
    List<String> errors =
        run.err().lines().filter(line -> line.startsWith("gpu-mockctl: ")).toList();
    assertEquals(1, errors.size(), run.err());
    assertTrue(errors.get(0).contains(FakeCluster.uuid(0)), errors.get(0));
  }

  @Test
  void twoNodesWithOneUuidAreFound() throws IOException {
    String twice = FakeCluster.slices(0).replace(FakeCluster.uuid(2), FakeCluster.uuid(1));
    runs.kubectl().answers("get resourceslices -o json", twice);
    runs.scenario("{driver: dra}", "gpus: {pods: [pod-0], each: 1}");
    CliRun run = runs.run("one");
    assertEquals(List.of("UUIDs in ResourceSlices"), ScenarioRuns.checks(run, "✗"));
    assertTrue(run.err().contains("expected 3 different, seen 2 different"), run.err());
  }

  @Test
  void aContainerThatSeesTooManyIsFound() throws IOException {
    runs.kubectl().answers(IN_POD, FakeCluster.sees(0, 1));
    runs.scenario("{driver: dra}", "gpus: {pods: [pod-0], each: 1}");
    List<String> failed = ScenarioRuns.checks(runs.run("one"), "✗");
    assertTrue(failed.containsAll(List.of("nvidia-smi -L in pod-0", "CDI file")), failed + "");
  }

  @Test
  void podsOfATemplateWithRequestsOfTheirOwnAndExtendedResources() throws IOException {
    String pods =
        """
        {"metadata": {"name": "pair", "uid": "1"},
         "spec": {"nodeName": "node-a", "resourceClaims": [{"name": "c"}], "containers": [
           {"name": "a", "resources": {"claims": [{"name": "c", "request": "left"}]}},
           {"name": "b", "resources": {"limits": {"nvidia.com/gpu": "1"}}},
           {"name": "none", "resources": {}}]},
         "status": {"resourceClaimStatuses": [{"name": "c", "resourceClaimName": "made"}],
           "extendedResourceClaimStatus": {"resourceClaimName": "ext", "requestMappings": [
             {"containerName": "b", "resourceName": "nvidia.com/gpu", "requestName": "gpu"}]}}}\
        """;
    String made =
        FakeCluster.claim("made", "claim-1", "gpu-1")
            .replace("\"request\": \"gpu\"", "\"request\": \"left/second\"");
    FakeCluster.dra(runs.kubectl(), pods, made + "," + FakeCluster.claim("ext", "claim-2", "gpu-0"))
        .answers(
            EXEC + "observer-node-a -- cat /node-cdi/k8s.gpu.nvidia.com-claim_claim-2.yaml",
            FakeCluster.cdi("claim-2", 0))
        .answers(EXEC + "pair -c a -- sh -c *", FakeCluster.sees(1))
        .answers(EXEC + "pair -c b -- sh -c *", FakeCluster.sees(0));
    runs.scenario("{driver: dra}", "gpus: {pods: [pair], each: 1, distinct: 2}");
    CliRun run = runs.run("one");
    assertEquals(0, run.code(), run.err());
  }

  @Test
  void withADevicePluginNodesProcAndNvmlAgree() throws IOException {
    devicePlugin().answers(IN_POD, FakeCluster.sees(2));
    runs.scenario("{driver: device-plugin, gpus: 3}", "gpus: {pods: [pod-0], each: 1}");
    assertEquals(0, runs.run("one").code());
    runs.scenario("{driver: device-plugin}", "gpus: {pods: [pod-0], each: all}");
    assertEquals(1, runs.run("one").code());
  }

  @Test
  void whatAPodSeesMustStay() throws IOException {
    runs.scenario("{driver: dra}", "gpus: {pods: [pod-0]}", "gpus: {pods: [pod-0]}");
    List<String> passed = ScenarioRuns.checks(runs.run("one"), "✓");
    assertTrue(passed.contains("same GPUs as before"), passed + "");
    runs.kubectl().answers(IN_POD, FakeCluster.sees(0), FakeCluster.sees(1));
    List<String> failed = ScenarioRuns.checks(runs.run("one"), "✗");
    assertTrue(failed.contains("same GPUs as before"), failed + "");
  }

  @Test
  void slicesMustBeThoseOfTheNodesDriver() throws IOException {
    runs.scenario("{driver: dra}", "slices: {}");
    assertEquals(0, runs.run("one").code());
    String query = EXEC + "observer-node-a -- /root/driver/bin/nvidia-smi *";
    runs.kubectl().answers(query, FakeCluster.nvml(0).replace(FakeCluster.uuid(1), "GPU-other"));
    CliRun run = runs.run("one");
    assertEquals(List.of("ResourceSlices of node-a"), ScenarioRuns.checks(run, "✗"));
    assertTrue(run.err().contains("GPU-other"), run.err());
  }
}
