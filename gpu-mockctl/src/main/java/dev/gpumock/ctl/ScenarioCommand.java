package dev.gpumock.ctl;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gpu-mockctl scenario}: only its subcommands do something. */
@Command(
    description = "Runs scenarios on a cluster of mock GPU nodes, and checks what pods see.",
    subcommands = {ScenarioRunCommand.class, ScenarioListCommand.class})
final class ScenarioCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
