package dev.gpumock.ctl;

import dev.gpumock.topo.catalog.Catalog;
import dev.gpumock.topo.catalog.MachineSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gpu-mockctl machines}. */
@Command(
    name = "machines",
    addMethodSubcommands = false,
    description = "Lists the machines that can be simulated.")
final class MachinesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private OutputOption output;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    OutputFormat format = output.format();
    List<Map<String, Object>> rows =
        Catalog.standard().summaries().stream().map(MachinesCommand::row).toList();
    spec.commandLine().getOut().println(format.render(rows));
    return ExitCode.DONE;
  }

  private static Map<String, Object> row(MachineSummary machine) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", machine.name());
    row.put("gpus", machine.gpus());
    row.put("board", machine.board());
    row.put("memory", machine.memoryMiB() + " MiB");
    row.put("cpu", machine.cpu().name().toLowerCase(Locale.ROOT));
    row.put("mig", machine.mig() ? "yes" : "no");
    row.put("nvlink", machine.links() == 0 ? "no" : Integer.toString(machine.links()));
    row.put("driver", machine.driver());
    return row;
  }
}
