package dev.gpumock.ctl.scenario;

import java.util.Optional;

/** Which machine a node is, by its label; what it was before can be brought back. */
final class NodeMachine {
  static final String LABEL = "gpu-mock.dev/machine";

  private final RunSettings settings;
  private final Driver driver;
  private final String node;
  private Optional<String> before = Optional.empty();

  NodeMachine(RunSettings settings, Driver driver, String node) {
    this.settings = settings;
    this.driver = driver;
    this.node = node;
  }

  /** The agent makes the machine when it starts, and a driver looks for GPUs when it starts. */
  Program.Answer become(String machine) {
    if (before.isEmpty()) {
      before = Optional.of(label());
    }
    return set(machine);
  }

  /** Nothing, if the node did not become another machine. */
  void restore() {
    if (before.isPresent()) {
      Program.Answer answer = set(before.get());
      if (!answer.good()) {
        throw new ScenarioException("node " + node + " is not as it was: " + answer.reason());
      }
      before = Optional.empty();
    }
  }

  private String label() {
    return settings
        .kubectl()
        .json("get", "node", node)
        .path("metadata")
        .path("labels")
        .path(LABEL)
        .asText();
  }

  /** An empty machine is no label. */
  private Program.Answer set(String machine) {
    String change = machine.isEmpty() ? LABEL + "-" : LABEL + "=" + machine;
    Program.Answer answer = settings.kubectl().run("label", "--overwrite", "node", node, change);
    Workload plugin = driver == Driver.DRA ? Workload.DRA_PLUGIN : Workload.DEVICE_PLUGIN;
    Restarts restarts = new Restarts(settings);
    answer = answer.good() ? restarts.restart(Workload.AGENT) : answer;
    return answer.good() ? restarts.restart(plugin) : answer;
  }
}
