package dev.gpumock.ctl;

import dev.gpumock.topo.Machine;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands that make, check and remove a mock node have in common. */
abstract class NodeCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin MachineOptions machineOptions = new MachineOptions();
  @Mixin NodeSettings settings = new NodeSettings();
  @Mixin CommonOptions common = new CommonOptions();

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  Machine machine() {
    return machineOptions.machine(
        System.getenv(), line -> spec.commandLine().getErr().println(line));
  }

  /** Options of the commands that write. */
  static final class DryRun {
    @Option(names = "--dry-run", description = "Print what would be made, as a tree, and stop.")
    boolean dryRun;
  }
}
