package dev.gpumock.ctl;

import dev.gpumock.topo.catalog.ResolvedMachine.Difference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpu-mockctl machines diff}. */
@Command(
    description = {
      "Lists the values that two machines do not share; '-' where one has no such value.",
      "UUIDs, serials and what else both derive from names is left out."
    })
final class MachinesDiffCommand implements Callable<Integer> {
  /** Of no effect: what is derived from it is not compared. */
  private static final String NODE = "any-node";

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "NAME|FILE", description = "A machine, or a file of yours.")
  private String left;

  @Parameters(index = "1", paramLabel = "NAME|FILE", description = "Another one.")
  private String right;

  @Mixin private OutputOption output;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    OutputFormat format = output.format();
    List<Map<String, Object>> rows =
        NamedMachine.of(left, NODE).differences(NamedMachine.of(right, NODE)).stream()
            .map(MachinesDiffCommand::row)
            .toList();
    format.print(rows, spec.commandLine().getOut());
    return rows.isEmpty() ? ExitCode.DONE : ExitCode.DIFFERS;
  }

  private static Map<String, Object> row(Difference difference) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("property", difference.property());
    row.put("left", difference.left().orElse("-"));
    row.put("right", difference.right().orElse("-"));
    return row;
  }
}
