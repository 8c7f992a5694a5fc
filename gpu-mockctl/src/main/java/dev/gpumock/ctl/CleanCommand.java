package dev.gpumock.ctl;

import picocli.CommandLine.Command;

/** {@code gpu-mockctl clean}. */
@Command(
    description = {
      "Removes exactly what was made.",
      "That is the driver root, the CDI specification and the files below --base; what others put"
          + " there stays, and so does what others have changed."
    })
final class CleanCommand extends NodeCommand {
  CleanCommand(Caller caller) {
    super(caller);
  }

  @Override
  public Integer call() {
    NodeRemoval.run(places(), console());
    return ExitCode.DONE;
  }
}
