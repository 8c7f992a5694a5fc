package dev.gpumock.ctl;

import java.util.Set;
import picocli.CommandLine.Option;

/** A command that makes the node. */
abstract class BuildCommand extends NodeCommand {
  @Option(
      names = "--dry-run",
      description = "Print what would be made, as a tree, and change nothing.")
  private boolean dryRun;

  BuildCommand(Caller caller) {
    super(caller);
  }

  final int build(Set<Mode> modes) {
    MockNode node = node(modes);
    if (dryRun) {
      node.print(console());
    } else {
      refuseRealDriver();
      node.make(console());
    }
    return ExitCode.DONE;
  }
}
