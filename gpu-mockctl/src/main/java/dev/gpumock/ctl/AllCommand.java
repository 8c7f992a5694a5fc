package dev.gpumock.ctl;

import dev.gpumock.ctl.Building.Mode;
import java.util.EnumSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gpu-mockctl all}. */
@Command(name = "all", description = "Make a whole mock GPU node, which is fs and cdi.")
final class AllCommand extends NodeCommand {
  @Mixin private DryRun dryRun = new DryRun();

  @Override
  public Integer call() {
    Building.run(machine(), settings, EnumSet.of(Mode.all), dryRun.dryRun, out());
    return ExitCode.DONE;
  }
}
