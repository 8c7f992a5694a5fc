package dev.gpumock.ctl;

import dev.gpumock.ctl.scenario.Row;
import dev.gpumock.ctl.scenario.Scenario;
import dev.gpumock.ctl.scenario.ScenarioRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpu-mockctl scenario run}. */
@Command(
    name = "run",
    description = {
      "Runs scenarios through kubectl and prints a row for each check.",
      "Each runs in a namespace of its own, which is removed afterwards. docs/scenarios.md"
          + " describes the files."
    })
final class ScenarioRunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "Names of scenarios.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--all",
      description = "All scenarios; those that the cluster has not the means for are skipped.")
  private boolean all;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Run all of them N times. Default: 1.")
  private int rounds = 1;

  @Mixin private ScenarioFolderOption folder;
  @Mixin private ClusterOptions cluster;
  @Mixin private OutputOption output;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    OutputFormat format = output.format();
    if (all != names.isEmpty()) {
      throw new UsageException("name the scenarios to run, or give --all");
    }
    if (rounds < 1) {
      throw new UsageException("--rounds is " + rounds + "; it must be 1 or more");
    }
    List<Scenario> scenarios = folder.scenarios(names);
    List<Row> rows = run(scenarios);
    spec.commandLine().getOut().println(format.render(rows.stream().map(Row::asMap).toList()));
    return report(rows);
  }

  private List<Row> run(List<Scenario> scenarios) {
    ScenarioRunner runner = cluster.runner(CommandEnvironment.of(spec));
    Thread abandon = new Thread(runner::abandon);
    Runtime.getRuntime().addShutdownHook(abandon);
    List<Row> rows = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      for (Scenario scenario : scenarios) {
        console().info("scenario %s, round %d of %d".formatted(scenario.name(), round, rounds));
        rows.addAll(runner.run(scenario, round, !all));
      }
    }
    Runtime.getRuntime().removeShutdownHook(abandon);
    return rows;
  }

  /** One line for each failure; nothing checked is a failure too. */
  private int report(List<Row> rows) {
    List<Row> failed = rows.stream().filter(Row::failed).toList();
    failed.forEach(row -> console().err().println(ErrorLine.PREFIX + row.error()));
    boolean checked = rows.stream().anyMatch(row -> row.outcome() == Row.Outcome.PASSED);
    if (failed.isEmpty() && !checked) {
      throw new NodeException(
          "no scenario was run: none was chosen, or the cluster lacks what they require");
    }
    return failed.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private Console console() {
    return new Console(spec.commandLine().getOut(), spec.commandLine().getErr());
  }
}
