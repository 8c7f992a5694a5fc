package dev.gpumock.ctl;

import java.util.Set;
import picocli.CommandLine.Command;

/** {@code gpu-mockctl fs}. */
@Command(description = "Makes device nodes and /proc files alone, below --base.")
final class FsCommand extends BuildCommand {
  FsCommand(Caller caller) {
    super(caller);
  }

  @Override
  public Integer call() {
    return build(Set.of(Mode.FS));
  }
}
