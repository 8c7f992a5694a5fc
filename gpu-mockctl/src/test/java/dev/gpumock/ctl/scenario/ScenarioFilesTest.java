package dev.gpumock.ctl.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.gpumock.ctl.CliRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenarios as files: those of the repository, and wrong ones. */
class ScenarioFilesTest {
  private static final Path FOLDER = Path.of("../deployments/devel/gpu-mock/scenarios");
  private static final Map<String, String> ATTRIBUTES =
      Map.of(
          "type", "gpu",
          "uuid", "GPU-1",
          "productName", "NVIDIA A100",
          "architecture", "Ampere",
          "memory", "40Gi",
          "pcieRoot", "pci0000:00");

  @TempDir private Path temporary;

  @TestFactory
  Stream<DynamicTest> manifestsOfTheRepository() {
    List<Scenario> all = new ScenarioFolder(FOLDER).all();
    assertFalse(all.isEmpty());
    return all.stream()
        .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> check(scenario)));
  }

  /** Each file is used, and is YAML once filled in, of objects without a namespace of their own. */
  private static void check(Scenario scenario) throws IOException {
    Set<String> used = new TreeSet<>(List.of("scenario.yaml"));
    collect(scenario.steps(), used);
    try (Stream<Path> files = Files.list(scenario.folder())) {
      assertEquals(used, new TreeSet<>(files.map(f -> f.getFileName().toString()).toList()));
    }
    Gpu gpu = new Gpu("node", "node", "gpu-0", ATTRIBUTES);
    Placeholders placeholders =
        new Placeholders("busybox", new Inventory(Map.of("node", 8), List.of(gpu)));
    used.remove("scenario.yaml");
    for (String file : used) {
      String text = Files.readString(scenario.folder().resolve(file));
      try (MappingIterator<JsonNode> objects =
          new YAMLMapper().readerFor(JsonNode.class).readValues(placeholders.fill(file, text, 0))) {
        for (JsonNode object : objects.readAll()) {
          assertTrue(object.path("metadata").has("name"), file);
          assertFalse(object.path("metadata").has("namespace"), file);
        }
      }
    }
  }

  private static void collect(List<Step> steps, Set<String> files) {
    for (Step step : steps) {
      if (step instanceof Step.Apply apply) {
        files.add(apply.file());
      } else if (step instanceof Step.DeleteFile delete) {
        files.add(delete.file());
      } else if (step instanceof Step.Repeat repeat) {
        collect(repeat.steps(), files);
      }
    }
  }

  @Test
  void theListNamesEachAndWhatItRequires() {
    String list = CliRun.of("scenario", "list", "--dir", FOLDER + "").done().out();
    assertTrue(list.contains("one-gpu "), list);
    assertTrue(list.contains("dra, TimeSlicingSettings"), list);
    String plugin =
        CliRun.of("scenario", "list", "--dir", FOLDER + "", "--driver", "device-plugin").out();
    assertFalse(plugin.contains("one-gpu "), plugin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "gpu: {pods: [a]}| steps[0]: unknown 'gpu', did you mean gpus?",
        "gpus: {pod: [a]}| steps[0].gpus: unknown 'pod', did you mean pods?",
        "gpus: {pods: a}| steps[0].gpus.pods: is \"a\"; it must be a list of texts",
        "apply: {file: no.yaml}| steps[0].apply.file: there is no",
        "apply: {file: pod.yaml, times: 0}| steps[0].apply.times: is 0; it must be a number from 1"
            + " on",
        "pods: {names: [a], are: Ready}| steps[0].pods.are: is \"Ready\"; it must be Pending or"
            + " Running",
        "restart: {}| steps[0].restart.workload: is missing; it must be dra-plugin or",
        "repeat: {times: 2, steps: [{apply: {}}]}| steps[0].repeat.steps[0].apply.file: is missing",
        "machine: {is: nosuch}| steps[0].machine.is: unknown machine 'nosuch'",
        "machine: {is: gb20}| steps[0].machine.is: unknown machine 'gb20', did you mean gb200?",
        "log: {pod: a, text: '${nope}'}| steps[0].log.text: unknown ${nope}; known are"
            + " ${pod-image}",
        "event: {of: a, reason: b, text: '${gpu.uuid} ${nod}'}| steps[0].event.text: unknown"
            + " ${nod}",
        "gone: {what: a, what: b}| :4: Duplicate field 'what'",
        "{log: {}, gone: {}}| steps[0]: must be one of apply",
      })
  void aMistakeInAFileIsToldWithItsPlace(String step, String error) throws IOException {
    ScenarioRuns runs = ScenarioRuns.in(temporary);
    runs.scenario("{driver: dra}", step);
    runs.run("one").refused(1, "scenarios/one/scenario.yaml:", error.strip());
  }

  @Test
  void whatNoClusterCanFillInIsToldWithItsPlace() throws IOException {
    ScenarioRuns runs = ScenarioRuns.in(temporary);
    runs.scenario("{driver: dra}", "apply: {file: pod.yaml}");
    Path pod = temporary.resolve("scenarios/one/pod.yaml");
    Files.writeString(pod, "image: ${pod-image}\nname: ${nope}\n");
    runs.run("one").refused(1, "scenarios/one/pod.yaml:2: unknown ${nope}; known are ");
    runs.scenario("{driver: device-plugin}", "apply: {file: pod.yaml}");
    Files.writeString(pod, "name: ${gpu.uuid}\n");
    runs.run("one").refused(1, "scenarios/one/pod.yaml:1: unknown ${gpu.uuid}");
  }

  @Test
  void aMistakeOnTheCommandLineIsTold() throws IOException {
    ScenarioRuns runs = ScenarioRuns.in(temporary);
    runs.scenario("{driver: dra}", "gpus: {pods: [a]}");
    runs.run("onw").refused(1, "has no scenario 'onw', did you mean one?");
    runs.run().refused(2, "name the scenarios to run, or give --all");
    runs.run("--all", "one").refused(2, "--all");
    runs.run("one", "--rounds", "0").refused(2, "--rounds is 0");
    runs.run("one", "--driver", "drb").refused(2, "unknown driver 'drb'");
    runs.run("one", "--workload", "x=a/b").refused(2, "--workload: unknown 'x'");
    runs.run("one", "--workload", "agent").refused(2, "for option '--workload'");
    runs.run("one", "--workload", "agent=a").refused(2, "must be NAMESPACE/DAEMONSET");
    runs.run("one", "--cdi-dir", "run").refused(2, "'run' must be a path from / on");
    CliRun.of("scenario", "list", "--dir", temporary + "/none")
        .refused(1, "no folder of scenarios");
  }

  @Test
  void withoutKubectlItSaysWhatToInstall() throws IOException {
    ScenarioRuns runs = ScenarioRuns.in(temporary);
    runs.scenario("{driver: dra}", "gpus: {pods: [a]}");
    CliRun run = runs.run("one", "--kubectl", "no-such-kubectl --context x");
    assertEquals(1, run.code());
    assertTrue(run.err().contains("no-such-kubectl cannot be run; install kubectl"), run.err());
  }

  @Test
  void withoutKubectlNoMoreScenariosAreTried() throws IOException {
    CliRun run =
        CliRun.of("scenario", "run", "--all", "--dir", FOLDER + "", "--kubectl", "no-such-kubectl");
    assertEquals(1, run.code());
    List<String> errors =
        run.err().lines().filter(line -> line.startsWith("gpu-mockctl: ")).toList();
    assertEquals(1, errors.size(), run.err());
  }
}
