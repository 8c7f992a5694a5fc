package dev.gpumock.ctl.scenario;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Runs scenarios, one after the other, each in a namespace of its own that is removed after it. */
public final class ScenarioRunner {
  private final RunSettings settings;
  private final Means means;
  private final Optional<DiagFolder> diag;
  private final AtomicReference<Stage> open = new AtomicReference<>();

  /**
   * @param diag absent if nothing of failed scenarios is kept
   */
  ScenarioRunner(RunSettings settings, Optional<DiagFolder> diag) {
    this.settings = settings;
    this.diag = diag;
    this.means = new Means(settings);
  }

  /**
   * Makes the checks of one scenario; those after a failed one are not made, as they would only
   * wait.
   *
   * @param required whether it is a failure if the cluster has not the means
   * @param rows gets a row for each check
   * @return whether it makes sense to run others
   */
  public boolean run(Scenario scenario, int round, boolean required, RowLog rows) {
    try {
      runIfPossible(scenario, round, required, rows);
      return true;
    } catch (ScenarioException e) {
      rows.add(failure(scenario, round, "the cluster can be asked", e));
      return !e.isHopeless();
    }
  }

  private void runIfPossible(Scenario scenario, int round, boolean required, RowLog rows) {
    Inventory inventory = Inventory.of(settings.kubectl(), scenario.requires().driver());
    Optional<Finding> missing = means.missing(scenario.requires(), inventory, required);
    if (missing.isPresent()) {
      rows.add(missing.get().row(scenario.name(), round));
      return;
    }
    run(scenario, round, inventory, rows);
  }

  private void run(Scenario scenario, int round, Inventory inventory, RowLog rows) {
    Stage stage = new Stage(scenario, settings, inventory);
    open.set(stage);
    boolean good = false;
    try {
      stage.open();
      good = perform(stage, scenario.steps(), scenario, round, rows);
    } catch (ScenarioException e) {
      rows.add(failure(scenario, round, "the scenario goes on", e));
    }
    if (!good) {
      keep(stage, scenario, round, rows);
    }
    if (!remove(stage, scenario, round, rows) && good) {
      keep(stage, scenario, round, rows);
    }
  }

  private void keep(Stage stage, Scenario scenario, int round, RowLog rows) {
    if (diag.isEmpty()) {
      return;
    }
    Path folder = diag.get().of(scenario, round);
    try {
      stage.keep(folder, rows.of(scenario, round));
    } catch (ScenarioException e) {
      rows.add(failure(scenario, round, "what was there, in " + folder, e));
    }
  }

  /** Removes what a run that is being ended has made. */
  public void abandon() {
    Stage stage = open.getAndSet(null);
    if (stage != null) {
      stage.close();
    }
  }

  private boolean perform(
      Stage stage, List<Step> steps, Scenario scenario, int round, RowLog rows) {
    for (Step step : steps) {
      if (step instanceof Step.Repeat repeat) {
        for (int i = 0; i < repeat.times(); i++) {
          if (!perform(stage, repeat.steps(), scenario, round, rows)) {
            return false;
          }
        }
        continue;
      }
      List<Finding> findings = stage.perform(step);
      findings.forEach(finding -> rows.add(finding.row(scenario.name(), round)));
      if (!findings.stream().allMatch(Finding::good)) {
        return false;
      }
    }
    return true;
  }

  private boolean remove(Stage stage, Scenario scenario, int round, RowLog rows) {
    open.set(null);
    try {
      stage.close();
      rows.add(
          new Row(
              Row.Outcome.PASSED,
              scenario.name(),
              round,
              "namespace " + scenario.namespace(),
              "removed",
              "removed"));
      return true;
    } catch (ScenarioException e) {
      rows.add(failure(scenario, round, "namespace removed", e));
      return false;
    }
  }

  private static Row failure(Scenario scenario, int round, String check, ScenarioException e) {
    return new Row(Row.Outcome.FAILED, scenario.name(), round, check, "no error", e.getMessage());
  }
}
