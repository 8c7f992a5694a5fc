package dev.gpumock.ctl.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gpumock.ctl.CliRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A folder with one scenario, {@code one}, and a fake cluster to run it on. */
record ScenarioRuns(Path folder, FakeKubectl kubectl) {
  static ScenarioRuns in(Path folder) {
    return new ScenarioRuns(folder, new FakeKubectl(folder));
  }

  void scenario(String requires, String... steps) throws IOException {
    Path one = Files.createDirectories(folder.resolve("scenarios/one"));
    Files.writeString(one.resolve("pod.yaml"), "image: ${pod-image}\nname: pod-${i}\n");
    StringBuilder text = new StringBuilder("title: One\nrequires: " + requires + "\nsteps:\n");
    for (String step : steps) {
      text.append("  - ").append(step).append('\n');
    }
    Files.writeString(one.resolve("scenario.yaml"), text);
  }

  CliRun run(String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("scenario", "run"));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--dir", folder.resolve("scenarios").toString()));
    arguments.addAll(List.of("--timeout", "1", "--driver-root", "/root/driver", "-o", "json"));
    return CliRun.of(Map.of("KUBECTL", kubectl.program()), arguments);
  }

  /** The checks with an outcome, in their order. */
  static List<String> checks(CliRun run, String mark) throws JsonProcessingException {
    List<String> checks = new ArrayList<>();
    for (JsonNode row : new ObjectMapper().readTree(run.out())) {
      if (row.path("ok").asText().equals(mark)) {
        checks.add(row.path("check").asText());
      }
    }
    return checks;
  }
}
