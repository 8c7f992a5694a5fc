package dev.gpumock.ctl.scenario;

import java.nio.file.Path;

/**
 * Where it is kept what there was of failed scenarios.
 *
 * @param rounds how many the run has
 */
public record DiagFolder(Path path, int rounds) {
  Path of(Scenario scenario, int round) {
    return path.resolve(rounds > 1 ? scenario.name() + "-round-" + round : scenario.name());
  }
}
