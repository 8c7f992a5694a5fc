package dev.gpumock.ctl;

import java.util.List;
import picocli.CommandLine.Command;

/** {@code gpu-mockctl verify}. */
@Command(
    description = {
      "Reads the node back and lists what is not as it should be.",
      "That is every file, link and device node, and whether the driver library, /proc and the CDI"
          + " specification tell of the same GPUs. Options that are not given are those that the node"
          + " was made with."
    })
final class VerifyCommand extends NodeCommand {
  VerifyCommand(Caller caller) {
    super(caller);
  }

  @Override
  public Integer call() {
    List<MockNode> nodes = existingNodes();
    List<String> differences = nodes.stream().flatMap(node -> node.verify().stream()).toList();
    differences.forEach(console()::say);
    if (!differences.isEmpty()) {
      console().err().println(ErrorLine.PREFIX + differences.size() + " differences, listed above");
      return ExitCode.DIFFERS;
    }
    nodes.forEach(this::confirm);
    return ExitCode.DONE;
  }

  private void confirm(MockNode node) {
    int gpus = node.machine().gpus().size();
    console().say(node.machine().name() + ": " + gpus + " GPUs, as they should be");
  }
}
