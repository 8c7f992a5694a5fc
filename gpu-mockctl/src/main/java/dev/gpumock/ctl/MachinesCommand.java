package dev.gpumock.ctl;

import dev.gpumock.topo.catalog.Catalog;
import dev.gpumock.topo.catalog.MachineSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gpu-mockctl machines}. */
@Command(
    addMethodSubcommands = false,
    description = "Lists the machines that can be simulated.",
    synopsisSubcommandLabel = "[COMMAND]",
    commandListHeading = "%nCommands ('gpu-mockctl machines COMMAND --help' explains each):%n")
final class MachinesCommand implements Callable<Integer> {
  @Mixin private OutputOption output = new OutputOption();

  @ArgGroup(validate = false, heading = "%nOnly some of them:%n")
  private MachineFilter filter = new MachineFilter();

  @Mixin private CommonOptions common = new CommonOptions();

  private final Console console;

  MachinesCommand(Caller caller) {
    this.console = caller.console();
  }

  @Override
  public Integer call() {
    OutputFormat format = output.format();
    filter.check();
    List<Map<String, Object>> rows =
        Catalog.standard().summaries().stream()
            .filter(filter::fits)
            .map(MachinesCommand::row)
            .toList();
    if (rows.isEmpty()) {
      console.info("no machine is like this; 'gpu-mockctl machines' lists all");
    }
    format.print(rows, console.out());
    return ExitCode.DONE;
  }

  private static Map<String, Object> row(MachineSummary machine) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", machine.name());
    row.put("gpus", machine.gpus());
    row.put("board", machine.board());
    row.put("memory", machine.memoryMiB() + " MiB");
    row.put("arch", machine.cpu().name().toLowerCase(Locale.ROOT));
    row.put("mig", machine.mig() ? "yes" : "no");
    row.put("nvlink", machine.links() == 0 ? "no" : Integer.toString(machine.links()));
    row.put("driver", machine.driver());
    return row;
  }
}
