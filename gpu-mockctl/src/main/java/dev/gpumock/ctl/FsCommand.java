package dev.gpumock.ctl;

import dev.gpumock.ctl.Building.Mode;
import java.util.EnumSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gpu-mockctl fs}. */
@Command(name = "fs", description = "Make device nodes and /proc files below --base.")
final class FsCommand extends NodeCommand {
  @Mixin private DryRun dryRun = new DryRun();

  @Override
  public Integer call() {
    Building.run(machine(), settings, EnumSet.of(Mode.fs), dryRun.dryRun, out());
    return ExitCode.DONE;
  }
}
