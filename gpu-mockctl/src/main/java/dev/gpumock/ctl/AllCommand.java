package dev.gpumock.ctl;

import java.util.Set;
import picocli.CommandLine.Command;

/** {@code gpu-mockctl all}. */
@Command(
    addMethodSubcommands = false,
    description = "Makes a whole mock node: what cdi makes and what fs makes.")
final class AllCommand extends BuildCommand {
  AllCommand(Caller caller) {
    super(caller);
  }

  @Override
  public Integer call() {
    return build(Set.of(Mode.values()));
  }
}
