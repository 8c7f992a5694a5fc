package dev.gpumock.ctl;

import java.util.Set;
import picocli.CommandLine.Command;

/** {@code gpu-mockctl cdi}. */
@Command(
    description = {
      "Makes the driver root and the CDI specification.",
      "The driver root holds libraries, programs, device nodes, and files of /proc and /sys; by the"
          + " specification a container runtime brings them into containers."
    })
final class CdiCommand extends BuildCommand {
  CdiCommand(Caller caller) {
    super(caller);
  }

  @Override
  public Integer call() {
    return build(Set.of(Mode.CDI));
  }
}
