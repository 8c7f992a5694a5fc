package dev.gpumock.ctl;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gpu-mockctl status}. */
@Command(
    name = "status",
    addMethodSubcommands = false,
    description = "Shows the GPUs of this node as its driver library reports them.")
final class StatusCommand implements Callable<Integer> {
  /** What programs open, below the driver root. */
  static final String LIBRARY = "lib64/libnvidia-ml.so.1";

  @Spec private CommandSpec spec;
  @Mixin private OutputOption output;

  @ArgGroup(validate = false, heading = "%nPlaces:%n")
  private PlaceOptions places = new PlaceOptions();

  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    OutputFormat format = output.format();
    NodePlaces there = places.places();
    Path library = there.here(there.driverRoot()).resolve(LIBRARY);
    if (!Files.exists(library)) {
      throw new NodeException(library + ": there is none; 'gpu-mockctl all' makes it");
    }
    spec.commandLine()
        .getOut()
        .println(format.render(GpuReport.of(library).stream().map(GpuReport::asRow).toList()));
    return ExitCode.DONE;
  }
}
