package dev.gpumock.ctl;

import dev.gpumock.topo.Board;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.Support;
import dev.gpumock.topo.catalog.Catalog;
import java.util.ArrayList;
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
@Command(name = "machines", description = "Lists the machines that can be simulated.")
final class MachinesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private OutputOption output;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    OutputFormat format = output.format();
    Catalog catalog = Catalog.standard();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String name : catalog.names()) {
      rows.add(row(catalog.machine(name, "any-node")));
    }
    spec.commandLine().getOut().println(format.render(rows));
    return ExitCode.DONE;
  }

  private static Map<String, Object> row(Machine machine) {
    Board board = machine.gpus().get(0).board();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", machine.name());
    row.put("gpus", machine.gpus().size());
    row.put("board", board.product().name());
    row.put("memory", board.memory().totalMiB() + " MiB");
    row.put("cpu", machine.host().cpu().name().toLowerCase(Locale.ROOT));
    row.put("mig", board.features().mig() == Support.UNSUPPORTED ? "no" : "yes");
    row.put("nvlink", board.nvlink().map(n -> "" + n.count()).orElse("no"));
    row.put("driver", machine.driver().version());
    return row;
  }
}
