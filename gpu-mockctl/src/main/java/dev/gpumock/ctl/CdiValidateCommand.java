package dev.gpumock.ctl;

import dev.gpumock.cdi.file.SpecDirectory;
import dev.gpumock.cdi.file.SpecFile;
import dev.gpumock.cdi.spec.CdiException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpu-mockctl cdi validate}. */
@Command(
    description = {
      "Checks CDI specifications of any vendor as a container runtime does when it loads them.",
      "Each problem is a line: FILE:LINE: property: what is wrong. With a problem it ends with 3."
    })
final class CdiValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE|DIR",
      arity = "0..*",
      description =
          "Of a directory all specifications are checked, also against each other. Default:"
              + " /etc/cdi and /var/run/cdi.")
  private List<Path> paths = List.of();

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws CdiException {
    List<String> problems = new ArrayList<>();
    for (Path path : paths.isEmpty() ? SpecDirectories.USUAL : paths) {
      if (Files.isDirectory(path) || paths.isEmpty()) {
        problems.addAll(SpecDirectories.problems(SpecDirectory.read(path)));
      } else {
        SpecFile.document(path)
            .problems()
            .forEach(problem -> problems.add(SpecDirectories.line(path, problem)));
      }
    }
    problems.forEach(spec.commandLine().getOut()::println);
    return problems.isEmpty() ? ExitCode.DONE : ExitCode.DIFFERS;
  }
}
