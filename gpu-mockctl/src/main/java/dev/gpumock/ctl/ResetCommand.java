package dev.gpumock.ctl;

import dev.gpumock.nvml.LiveState;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpu-mockctl reset}. */
@Command(
    description = {
      "Sets GPUs back to what the machine describes.",
      "All that was changed in the driver library while the node ran: clocks, limits, modes,"
          + " counters, temperatures, links, GPU instances, processes. With --all the node's own"
          + " settings too."
    })
final class ResetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "GPU", arity = "0..*", description = "By index or UUID.")
  private List<String> gpus = List.of();

  @Option(names = "--all", description = "Every GPU, and what belongs to none.")
  private boolean all;

  @ArgGroup(validate = false, heading = "%nPlaces:%n")
  private PlaceOptions places = new PlaceOptions();

  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    if (gpus.isEmpty() != all) {
      throw new UsageException("name GPUs by index or UUID, or say --all");
    }
    Path library = PlacedDriver.library(places.places());
    LiveState state = LiveState.open(library);
    GpuNames names = new GpuNames(state.read());
    List<Integer> chosen = all ? names.all() : gpus.stream().map(names::number).toList();
    state.change(
        edit -> {
          chosen.forEach(edit::reset);
          if (all) {
            edit.resetSystem();
          }
        });
    chosen.forEach(
        gpu ->
            spec.commandLine().getOut().println("reset GPU " + gpu + " (" + names.uuid(gpu) + ")"));
    return ExitCode.DONE;
  }
}
