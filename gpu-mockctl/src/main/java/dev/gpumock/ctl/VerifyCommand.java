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
  @Override
  public Integer call() {
    MockNode node = existingNode();
    List<String> differences = node.verify();
    differences.forEach(line().getOut()::println);
    if (!differences.isEmpty()) {
      line().getErr().println(ErrorLine.PREFIX + differences.size() + " differences, listed above");
      return ExitCode.DIFFERS;
    }
    line()
        .getOut()
        .println(
            node.machine().name()
                + ": "
                + node.machine().gpus().size()
                + " GPUs, as they should be");
    return ExitCode.DONE;
  }
}
