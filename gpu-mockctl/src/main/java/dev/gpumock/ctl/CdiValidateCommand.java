package dev.gpumock.ctl;

import dev.gpumock.cdi.file.SpecDirectory;
import dev.gpumock.cdi.file.SpecDocument;
import dev.gpumock.cdi.spec.CdiException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpu-mockctl cdi validate}. */
@Command(
    description = {
      "Checks CDI specifications of any vendor as a container runtime does when it loads them,",
      "and by CDI's JSON schema, which is stricter.",
      "Each problem is a line: FILE:LINE: property: what is wrong. With a problem it ends with 3."
    })
final class CdiValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE|DIR",
      arity = "0..*",
      description =
          "'-' is standard input. Of a directory all specifications are checked, also against each"
              + " other; so are the files. Default: /etc/cdi and /var/run/cdi.")
  private List<Path> paths = List.of();

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws CdiException {
    List<String> found = new ArrayList<>();
    Map<Path, SpecDocument> files = new LinkedHashMap<>();
    Optional<CdiException> unreadable = Optional.empty();
    for (Path path : paths.isEmpty() ? SpecDirectories.USUAL : paths) {
      try {
        if (Files.isDirectory(path) || paths.isEmpty()) {
          check(SpecDirectory.read(path), found);
        } else {
          files.put(path, SpecInput.document(path));
        }
      } catch (CdiException e) {
        unreadable = unreadable.or(() -> Optional.of(e));
      }
    }
    check(new SpecDirectory(files), found);
    found.forEach(spec.commandLine().getOut()::println);
    if (unreadable.isPresent()) {
      throw unreadable.get();
    }
    return found.isEmpty() ? ExitCode.DONE : ExitCode.DIFFERS;
  }

  private static void check(SpecDirectory directory, List<String> found) {
    found.addAll(SpecDirectories.problems(directory));
    found.addAll(SpecDirectories.deviations(directory));
  }
}
