package dev.gpumock.ctl;

import dev.gpumock.topo.catalog.MachineLint;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpu-mockctl machines lint}. */
@Command(
    description = {
      "Checks a machine file; a wrong one is refused with file, line and what would be right.",
      "Of a valid one it lists what no real machine has."
    })
final class MachinesLintCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE|NAME", description = "A file of yours, or a machine.")
  private String machine;

  @Option(names = "--strict", description = "Exit code 3 where anything is found.")
  private boolean strict;

  @Mixin private OutputOption output;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    OutputFormat format = output.format();
    List<String> findings = MachineLint.findings(NamedMachine.of(machine, "any-node").machine());
    List<Map<String, Object>> rows =
        findings.stream().map(finding -> Map.<String, Object>of("finding", finding)).toList();
    if (rows.isEmpty() && format == OutputFormat.TABLE) {
      spec.commandLine().getOut().println(machine + ": nothing found");
    }
    format.print(rows, spec.commandLine().getOut());
    return strict && !rows.isEmpty() ? ExitCode.DIFFERS : ExitCode.DONE;
  }
}
