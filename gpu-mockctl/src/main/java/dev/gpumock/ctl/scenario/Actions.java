package dev.gpumock.ctl.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** What a scenario does to the cluster. Each action gives one finding: that it was done. */
final class Actions {
  private final Scenario scenario;
  private final RunSettings settings;
  private final Placeholders placeholders;
  private final int gpus;
  private final NodeMachine machine;
  private final PowerCycle power;

  /**
   * @param gpus what the count {@code all} stands for
   */
  Actions(Scenario scenario, RunSettings settings, Placeholders placeholders, int gpus) {
    this.scenario = scenario;
    this.settings = settings;
    this.placeholders = placeholders;
    this.gpus = gpus;
    String node = placeholders.fill(scenario.name(), "${node}", 0);
    this.machine = new NodeMachine(settings, scenario.requires().driver(), node);
    this.power = new PowerCycle(settings, scenario.namespace());
  }

  Finding perform(Step step) {
    if (step instanceof Step.Apply apply) {
      return withFile("apply", apply.file(), apply.times(), List.of());
    }
    if (step instanceof Step.DeleteFile delete) {
      return withFile("delete", delete.file(), delete.times(), List.of("--wait", timeout()));
    }
    if (step instanceof Step.Delete delete) {
      String wait = "--wait=" + delete.untilGone();
      return done(
          "delete " + delete.what(),
          kubectl(List.of("delete", "-n", namespace(), delete.what(), wait, timeout())));
    }
    if (step instanceof Step.Restart restart) {
      Workload workload = restart.workload();
      return done("restart " + workload.label(), new Restarts(settings).restart(workload));
    }
    if (step instanceof Step.BecomeMachine other) {
      return done("the node becomes " + other.name(), machine.become(other.name()));
    }
    if (step instanceof Step.Power turn) {
      return power.turn(turn);
    }
    if (step instanceof Step.Exec exec) {
      List<String> words = new ArrayList<>(List.of("exec", "-n", namespace(), exec.pod()));
      exec.container().ifPresent(container -> words.addAll(List.of("-c", container)));
      words.add("--");
      words.addAll(exec.command());
      return done(String.join(" ", exec.command()) + " in " + exec.pod(), kubectl(words));
    }
    throw new IllegalStateException("no action: " + step);
  }

  private String namespace() {
    return scenario.namespace();
  }

  private String timeout() {
    return "--timeout=" + settings.timeout().toSeconds() + "s";
  }

  private Program.Answer kubectl(List<String> words) {
    return settings.kubectl().run(words.toArray(String[]::new));
  }

  private static Finding done(String what, Program.Answer answer) {
    return new Finding(answer.good(), what, "done", answer.good() ? "done" : answer.reason());
  }

  private Finding withFile(String verb, String file, Count times, List<String> more) {
    int count = times.of(gpus);
    StringBuilder manifests = new StringBuilder();
    for (int i = 0; i < count; i++) {
      manifests.append(placeholders.fill(scenario.folder().resolve(file) + "", read(file), i));
      manifests.append("\n---\n");
    }
    List<String> words = new ArrayList<>(List.of(verb, "-n", namespace(), "-f", "-"));
    words.addAll(more);
    Program.Answer answer =
        settings.kubectl().runWith(manifests.toString(), words.toArray(String[]::new));
    return done(verb + " " + file + (count == 1 ? "" : " x " + count), answer);
  }

  private String read(String file) {
    try {
      return Files.readString(scenario.folder().resolve(file));
    } catch (IOException e) {
      throw new ScenarioException(scenario.folder().resolve(file) + ": " + e.getMessage());
    }
  }

  /** A pod of a node that is off cannot be removed. */
  void powerOn() {
    power.restore();
  }

  /** What is not in the namespace, and so does not go with it. */
  void undo() {
    machine.restore();
  }
}
