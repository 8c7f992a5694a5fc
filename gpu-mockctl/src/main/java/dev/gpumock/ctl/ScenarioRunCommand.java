package dev.gpumock.ctl;

import dev.gpumock.ctl.scenario.DiagFolder;
import dev.gpumock.ctl.scenario.Row;
import dev.gpumock.ctl.scenario.RowLog;
import dev.gpumock.ctl.scenario.Scenario;
import dev.gpumock.ctl.scenario.ScenarioRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  @Option(
      names = "--diag",
      paramLabel = "DIR",
      description = {
        "Keeps what there is of a scenario that failed, before its namespace is removed: objects,",
        "logs, CDI files, and what was found out about GPUs, in DIR/NAME or DIR/NAME-round-N."
      })
  private Optional<Path> diag = Optional.empty();

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
    RowLog rows = new RowLog();
    run(folder.scenarios(names), rows, format);
    return rows.end().map(all -> report(all, format)).orElse(ExitCode.FAILED);
  }

  private void run(List<Scenario> scenarios, RowLog rows, OutputFormat format) {
    ScenarioRunner runner =
        cluster.runner(
            CommandEnvironment.of(spec), diag.map(folder -> new DiagFolder(folder, rounds)));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupted(runner, rows, format)));
    for (int round = 1; round <= rounds; round++) {
      for (Scenario scenario : scenarios) {
        if (rows.ended()) {
          return;
        }
        console().info("scenario %s, round %d of %d".formatted(scenario.name(), round, rounds));
        if (!runner.run(scenario, round, !all, rows)) {
          return;
        }
      }
    }
  }

  /**
   * Whoever ends a long run wants to know what it has found until then. Nothing if it has ended.
   */
  private void interrupted(ScenarioRunner runner, RowLog rows, OutputFormat format) {
    rows.end()
        .ifPresent(
            found -> {
              format.print(found.stream().map(Row::asMap).toList(), console().out());
              failures(found);
              console().warn("interrupted after %d checks".formatted(found.size()));
              console().out().flush();
              runner.abandon();
            });
  }

  /** One line for each failure; nothing checked is a failure too. */
  private int report(List<Row> rows, OutputFormat format) {
    spec.commandLine().getOut().println(format.render(rows.stream().map(Row::asMap).toList()));
    List<Row> failed = failures(rows);
    boolean checked = rows.stream().anyMatch(row -> row.outcome() == Row.Outcome.PASSED);
    if (failed.isEmpty() && !checked) {
      throw new NodeException(
          "no scenario was run: none was chosen, or the cluster lacks what they require");
    }
    return failed.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private List<Row> failures(List<Row> rows) {
    List<Row> failed = rows.stream().filter(Row::failed).toList();
    failed.forEach(row -> console().err().println(ErrorLine.PREFIX + row.error()));
    diag.filter(folder -> !failed.isEmpty())
        .ifPresent(folder -> console().info("what there was of failed scenarios: " + folder));
    return failed;
  }

  private Console console() {
    return new Console(spec.commandLine().getOut(), spec.commandLine().getErr());
  }
}
