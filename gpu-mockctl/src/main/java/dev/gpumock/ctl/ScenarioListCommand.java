package dev.gpumock.ctl;

import dev.gpumock.ctl.scenario.Scenario;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gpu-mockctl scenario list}. */
@Command(name = "list", description = "Lists the scenarios of a folder, and what each requires.")
final class ScenarioListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ScenarioFolderOption folder;
  @Mixin private OutputOption output;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    OutputFormat format = output.format();
    List<Map<String, Object>> rows =
        folder.scenarios(List.of()).stream().map(ScenarioListCommand::row).toList();
    spec.commandLine().getOut().println(format.render(rows));
    return ExitCode.DONE;
  }

  private static Map<String, Object> row(Scenario scenario) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", scenario.name());
    row.put("requires", scenario.requires().summary());
    row.put("title", scenario.title());
    return row;
  }
}
