package dev.gpumock.ctl;

import dev.gpumock.cdi.file.Problem;
import dev.gpumock.cdi.file.SpecDirectory;
import dev.gpumock.cdi.spec.CdiException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The directories that container runtimes read specifications from, the weaker first. */
final class SpecDirectories {
  /** containerd, CRI-O and podman: CDI's own defaults. */
  static final List<Path> USUAL = List.of(Path.of("/etc/cdi"), Path.of("/var/run/cdi"));

  private SpecDirectories() {}

  static boolean isUsual(Path directory) {
    return USUAL.contains(directory) || directory.equals(Path.of("/run/cdi"));
  }

  static List<SpecDirectory> read(List<Path> directories) throws CdiException {
    List<SpecDirectory> read = new ArrayList<>();
    for (Path directory : directories) {
      read.add(SpecDirectory.scanned(directory));
    }
    return read;
  }

  /** Why a runtime takes no device from a file, or from two: a line each. */
  static List<String> problems(SpecDirectory directory) {
    List<String> lines = new ArrayList<>();
    directory
        .documents()
        .forEach((file, document) -> document.problems().forEach(p -> lines.add(line(file, p))));
    directory
        .conflicts()
        .forEach(
            (name, files) ->
                lines.add(
                    files.get(1)
                        + ": "
                        + name
                        + " is defined by "
                        + files.get(0)
                        + " as well, a runtime refuses both"));
    return lines;
  }

  /** What a runtime takes and CDI's schema does not allow; of each property what is worst. */
  static List<String> deviations(SpecDirectory directory) {
    List<String> lines = new ArrayList<>();
    directory
        .documents()
        .forEach(
            (file, document) ->
                document.deviations().stream()
                    .filter(d -> document.problems().stream().noneMatch(p -> isOf(d, p)))
                    .forEach(d -> lines.add(line(file, d))));
    return lines;
  }

  private static boolean isOf(Problem one, Problem other) {
    return one.property().equals(other.property());
  }

  static String line(Path file, Problem problem) {
    String property = problem.property().isEmpty() ? "" : problem.property() + ": ";
    return file + ":" + Math.max(1, problem.line()) + ": " + property + problem.message();
  }
}
