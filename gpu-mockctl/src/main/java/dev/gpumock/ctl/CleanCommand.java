package dev.gpumock.ctl;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gpu-mockctl clean}. */
@Command(
    name = "clean",
    description = {
      "Remove all that was made below --base and --driver-root, and the CDI specification.",
      "What is not of gpu-mockctl, or was changed by others, stays and is named."
    })
final class CleanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private NodeSettings settings = new NodeSettings();
  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    List<Path> left = MockNode.clean(settings);
    left.forEach(path -> spec.commandLine().getErr().println(path + " is not ours, it stays"));
    spec.commandLine().getOut().println("mock node removed");
    return ExitCode.DONE;
  }
}
