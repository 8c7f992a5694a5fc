package dev.gpumock.ctl;

import dev.gpumock.ctl.scenario.Scenario;
import dev.gpumock.ctl.scenario.ScenarioFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where scenarios are, and which of them are meant. */
final class ScenarioFolderOption {
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Holds a folder for each scenario. Default: deployments/devel/gpu-mock/scenarios.")
  private Path folder = Path.of("deployments/devel/gpu-mock/scenarios");

  @Option(
      names = "--driver",
      paramLabel = "dra|device-plugin",
      description = "Only scenarios for this driver.")
  private Optional<String> driver = Optional.empty();

  /**
   * @param names of scenarios; all if there are none
   */
  List<Scenario> scenarios(List<String> names) {
    ScenarioFolder all = new ScenarioFolder(folder);
    List<String> drivers = dev.gpumock.ctl.scenario.Driver.labels();
    driver
        .filter(name -> !drivers.contains(name))
        .ifPresent(
            name -> {
              throw new UsageException(
                  "--driver: unknown driver '%s'; it is %s"
                      .formatted(name, String.join(" or ", drivers)));
            });
    return (names.isEmpty() ? all.all() : names.stream().map(all::named).toList())
        .stream().filter(this::isWanted).toList();
  }

  private boolean isWanted(Scenario scenario) {
    return driver.map(scenario.requires().driver().label()::equals).orElse(true);
  }
}
