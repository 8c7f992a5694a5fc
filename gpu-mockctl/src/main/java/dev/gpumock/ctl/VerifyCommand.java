package dev.gpumock.ctl;

import dev.gpumock.topo.Machine;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code gpu-mockctl verify}. */
@Command(
    name = "verify",
    description = {
      "Check that the node is what the machine asks for.",
      "Files, links, device nodes and the CDI specification are read back, and the driver library,",
      "/proc and CDI must tell of the same GPUs. Exit code 3: they differ, a line for each place."
    })
final class VerifyCommand extends NodeCommand {
  @Override
  public Integer call() {
    Machine machine = machine();
    MockNode node = new MockNode(machine, settings);
    List<String> differences = new ArrayList<>(node.verifyDriver());
    if (node.hasBase()) {
      differences.addAll(node.verifyBase());
    }
    differences.forEach(out()::println);
    if (!differences.isEmpty()) {
      return ExitCode.DIFFERS;
    }
    out().printf("%s: %d GPUs, as they should be%n", machine.name(), machine.gpus().size());
    return ExitCode.DONE;
  }
}
