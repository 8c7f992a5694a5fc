package dev.gpumock.ctl;

import dev.gpumock.ctl.Building.Mode;
import java.util.EnumSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gpu-mockctl cdi}. */
@Command(
    name = "cdi",
    description = "Make the driver tree below --driver-root and the CDI specification.")
final class CdiCommand extends NodeCommand {
  @Mixin private DryRun dryRun = new DryRun();

  @Override
  public Integer call() {
    Building.run(machine(), settings, EnumSet.of(Mode.cdi), dryRun.dryRun, out());
    return ExitCode.DONE;
  }
}
