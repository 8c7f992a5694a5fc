package dev.gpumock.ctl.scenario;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Powers nodes off and on, by the commands of the run's settings. */
final class NodePower {
  private final RunSettings settings;
  private final Set<String> down = new HashSet<>();

  NodePower(RunSettings settings) {
    this.settings = settings;
  }

  /** Until the cluster knows it: only then is it certain that nothing of the node's runs on. */
  Program.Answer off(String node) {
    down.add(node);
    return turn(settings.nodeOff(), "--node-off", node, "Ready=Unknown");
  }

  Program.Answer on(String node) {
    Program.Answer answer = turn(settings.nodeOn(), "--node-on", node, "Ready=True");
    if (answer.good()) {
      down.remove(node);
    }
    return answer;
  }

  /** Every node that is off. */
  void restore() {
    for (String node : Set.copyOf(down)) {
      Program.Answer answer = on(node);
      if (!answer.good()) {
        throw new ScenarioException("node " + node + " is not on again: " + answer.reason());
      }
    }
  }

  private Program.Answer turn(
      Optional<Program> program, String option, String node, String condition) {
    Program.Answer answer = run(program.orElseThrow(() -> notThere(option)), option, node);
    String timeout = "--timeout=" + settings.timeout().toSeconds() + "s";
    return answer.good()
        ? settings.kubectl().run("wait", "--for=condition=" + condition, "node/" + node, timeout)
        : answer;
  }

  private static Program.Answer run(Program program, String option, String node) {
    try {
      return program.run("", List.of(node));
    } catch (IOException e) {
      throw new ScenarioException(
          option + ": " + program.command().get(0) + " cannot be run: " + e.getMessage());
    }
  }

  private static ScenarioException notThere(String option) {
    return new ScenarioException(option + " does not say how nodes are powered");
  }
}
