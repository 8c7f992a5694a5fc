package dev.gpumock.ctl;

import dev.gpumock.topo.capture.Capture;
import dev.gpumock.topo.catalog.Catalog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpu-mockctl capture}. */
@Command(
    description = {
      "Writes the machine file of a real node from what NVIDIA's tools print there:",
      "  nvidia-smi -q -x | gpu-mockctl capture - --output my-node.yaml"
    })
final class CaptureCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE.xml|-",
      description = "The output of 'nvidia-smi -q -x'; - reads it from stdin.")
  private String log;

  @Option(
      names = "--topo",
      paramLabel = "FILE",
      description = "The output of 'nvidia-smi topo -m': NUMA nodes, switches, network adapters.")
  private Optional<Path> topology = Optional.empty();

  @Option(
      names = "--lspci",
      paramLabel = "FILE",
      description = "The output of 'lspci -D': addresses of NVSwitches and network adapters.")
  private Optional<Path> lspci = Optional.empty();

  /** One of the two, or neither. */
  static final class Identifiers {
    @Option(
        names = "--scrub",
        description = "Leave out UUIDs and serials; they are derived. The default.")
    private boolean scrub;

    @Option(names = "--keep-identifiers", description = "Keep the node's UUIDs and serials.")
    private boolean keep;
  }

  @ArgGroup private Identifiers identifiers = new Identifiers();

  @Option(names = "--output", paramLabel = "FILE.yaml", description = "Default: stdout.")
  private Optional<Path> output = Optional.empty();

  @Option(names = "--force", description = "Replace the file of --output.")
  private boolean force;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    boolean piped = log.equals("-");
    String name = piped ? "stdin" : log;
    byte[] xml = piped ? InputFile.standardInput() : InputFile.bytes(Path.of(log));
    String machine =
        new Capture(Catalog.standard(), !identifiers.keep)
            .machineFile(name, xml, text(topology), text(lspci));
    Console console = new Console(spec.commandLine().getOut(), spec.commandLine().getErr());
    output.ifPresentOrElse(
        file -> {
          InputFile.write(file, machine, force);
          console.info(file + " written; use it by --machine " + file);
        },
        () -> spec.commandLine().getOut().print(machine));
    return ExitCode.DONE;
  }

  private static Optional<String> text(Optional<Path> file) {
    return file.map(CaptureCommand::text);
  }

  private static String text(Path file) {
    return new String(InputFile.bytes(file), StandardCharsets.UTF_8);
  }
}
