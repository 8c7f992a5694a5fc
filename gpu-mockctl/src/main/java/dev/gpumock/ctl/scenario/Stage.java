package dev.gpumock.ctl.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The namespace of one scenario: made, used, removed. */
final class Stage implements AutoCloseable {
  private final Scenario scenario;
  private final RunSettings settings;
  private final Actions actions;
  private final Looks looks;

  Stage(Scenario scenario, RunSettings settings, Inventory inventory) {
    this.scenario = scenario;
    this.settings = settings;
    Placeholders placeholders = new Placeholders(settings.podImage(), inventory);
    this.actions = new Actions(scenario, settings, placeholders, inventory.most());
    this.looks = new Looks(scenario, settings, placeholders, inventory.most());
  }

  /** A namespace that an earlier run left, as it was killed, goes first. */
  void open() {
    close();
    String namespace = scenario.namespace();
    settings.kubectl().text("create", "namespace", namespace);
    List<String> words = new ArrayList<>(List.of("label", "namespace", namespace));
    for (Map.Entry<String, String> label : scenario.namespaceLabels().entrySet()) {
      words.add(label.getKey() + "=" + label.getValue());
    }
    if (!scenario.namespaceLabels().isEmpty()) {
      settings.kubectl().text(words.toArray(String[]::new));
    }
  }

  /** What is there of a scenario that failed. */
  void keep(Path folder, List<Row> checks) {
    looks.keep(folder, checks);
  }

  /** Until all that is in it is gone: only then can the GPUs be given out again. */
  @Override
  public void close() {
    actions.powerOn();
    try {
      removeNamespace();
    } finally {
      actions.undo();
    }
  }

  private void removeNamespace() {
    String wait = "--timeout=" + settings.timeout().toSeconds() + "s";
    if (scenario.requires().driver() == Driver.DRA) {
      removeClaims(wait);
    }
    settings
        .kubectl()
        .text("delete", "namespace", scenario.namespace(), "--ignore-not-found", wait);
  }

  /**
   * A claim has a finalizer. Where Kubernetes' namespace controller meets one it comes back only
   * seconds later, so that the namespace goes 2 s sooner without. What goes wrong here goes wrong
   * with the namespace too.
   */
  private void removeClaims(String wait) {
    settings
        .kubectl()
        .run("delete", "pods,resourceclaims", "--all", "-n", scenario.namespace(), wait);
  }

  /** What the step found; an action that was done is a finding too. */
  List<Finding> perform(Step step) {
    if (step instanceof Step.Gpus check) {
      return looks.gpus(check);
    }
    if (step instanceof Step.Pods check) {
      return looks.pods(check);
    }
    if (step instanceof Step.Event check) {
      return looks.event(check);
    }
    if (step instanceof Step.Log check) {
      return looks.log(check);
    }
    if (step instanceof Step.Node check) {
      return looks.node(check);
    }
    if (step instanceof Step.Fabric check) {
      return looks.fabric(check);
    }
    if (step instanceof Step.DriverRoot) {
      return looks.driverRoot();
    }
    if (step instanceof Step.Slices) {
      return looks.slices();
    }
    if (step instanceof Step.Gone check) {
      return looks.gone(check);
    }
    if (step instanceof Step.Power) {
      looks.forgetObservers();
    }
    return List.of(actions.perform(step));
  }
}
