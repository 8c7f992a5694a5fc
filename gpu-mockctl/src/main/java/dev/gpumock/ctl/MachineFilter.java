package dev.gpumock.ctl;

import dev.gpumock.topo.CpuArchitecture;
import dev.gpumock.topo.catalog.MachineSummary;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which machines to list: those that fit all that is given. */
final class MachineFilter {
  @Option(names = "--name", paramLabel = "TEXT", description = "With this in the name.")
  private String name = "";

  @Option(names = "--board", paramLabel = "TEXT", description = "With this in the board's name.")
  private String board = "";

  @Option(names = "--gpus", paramLabel = "COUNT", description = "With so many GPUs.")
  private Optional<Integer> gpus = Optional.empty();

  @Option(names = "--arch", paramLabel = "amd64|arm64", description = "Of this processor.")
  private Optional<String> arch = Optional.empty();

  @Option(
      names = "--no-mig",
      negatable = true,
      defaultValue = Option.NULL_VALUE,
      fallbackValue = "false",
      description = "Whose GPUs can be cut into instances, or cannot.")
  private Optional<Boolean> mig = Optional.empty();

  @Option(
      names = "--no-nvlink",
      negatable = true,
      defaultValue = Option.NULL_VALUE,
      fallbackValue = "false",
      description = "Whose GPUs have NVLink, or have none.")
  private Optional<Boolean> nvlink = Optional.empty();

  /** Refuses what no machine could ever be. */
  void check() {
    List<String> known =
        Arrays.stream(CpuArchitecture.values())
            .map(c -> c.name().toLowerCase(Locale.ROOT))
            .toList();
    arch.filter(word -> !known.contains(word))
        .ifPresent(
            word -> {
              throw new UsageException(
                  "unknown --arch '%s'%s; it is %s"
                      .formatted(word, Hint.near(word, known), String.join(", ", known)));
            });
  }

  boolean fits(MachineSummary machine) {
    return contains(machine.name(), name)
        && contains(machine.board(), board)
        && gpus.map(count -> count == machine.gpus()).orElse(true)
        && arch.map(word -> word.equalsIgnoreCase(machine.cpu().name())).orElse(true)
        && mig.map(wanted -> wanted == machine.mig()).orElse(true)
        && nvlink.map(wanted -> wanted == machine.links() > 0).orElse(true);
  }

  private static boolean contains(String text, String part) {
    return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }
}
