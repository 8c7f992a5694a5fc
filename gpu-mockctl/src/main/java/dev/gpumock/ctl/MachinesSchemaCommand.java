package dev.gpumock.ctl;

import dev.gpumock.topo.catalog.MachineSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gpu-mockctl machines schema}. */
@Command(
    description = "Prints the JSON Schema of a machine file, for editors that complete and check.")
final class MachinesSchemaCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(OutputFormat.JSON.ofYaml(MachineSchema.json()));
    return ExitCode.DONE;
  }
}
