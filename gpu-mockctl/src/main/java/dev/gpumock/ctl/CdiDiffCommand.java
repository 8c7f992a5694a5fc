package dev.gpumock.ctl;

import dev.gpumock.cdi.file.SpecDiff;
import dev.gpumock.cdi.spec.CdiException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpu-mockctl cdi diff}. */
@Command(
    description = {
      "Compares two CDI specifications by what they mean, YAML or JSON.",
      "Each difference is a line: '- property: value' of the first, '+' of the second. With a"
          + " difference it ends with 3."
    })
final class CdiDiffCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "The first; '-' is standard input.")
  private Path first;

  @Parameters(index = "1", paramLabel = "FILE", description = "The second, likewise.")
  private Path second;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws CdiException {
    if (first.equals(second) && first.toString().equals(SpecInput.STANDARD)) {
      throw new UsageException("standard input can be one of the two only");
    }
    List<String> lines = SpecDiff.of(SpecInput.read(first), SpecInput.read(second));
    lines.forEach(spec.commandLine().getOut()::println);
    return lines.isEmpty() ? ExitCode.DONE : ExitCode.DIFFERS;
  }
}
