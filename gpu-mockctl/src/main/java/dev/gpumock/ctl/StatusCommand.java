package dev.gpumock.ctl;

import dev.gpumock.nvml.LiveState;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gpu-mockctl status}. */
@Command(
    addMethodSubcommands = false,
    description = "Shows the GPUs of this node as its driver library reports them.")
final class StatusCommand implements Callable<Integer> {
  private static final double MIN_SECONDS = 0.1;

  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--watch",
      arity = "0..1",
      fallbackValue = "2",
      paramLabel = "SECONDS",
      description = {
        "How the GPUs are at this moment, again every SECONDS, 2 if not said, until it is ended."
      })
  private Optional<Double> watch = Optional.empty();

  @ArgGroup(validate = false, heading = "%nPlaces:%n")
  private PlaceOptions places = new PlaceOptions();

  @Mixin private CommonOptions common = new CommonOptions();

  private final PrintWriter out;

  StatusCommand(Caller caller) {
    this.out = caller.console().out();
  }

  @Override
  public Integer call() {
    OutputFormat format = output.format();
    Optional<Duration> pause = watch.map(StatusCommand::pause);
    Path library = PlacedDriver.library(places.places());
    if (pause.isPresent()) {
      LiveState state = LiveState.open(library);
      new Watch(out, pause.get())
          .run(
              () ->
                  format.render(GpuMoment.of(state.read()).stream().map(m -> m.asRow()).toList()));
    } else {
      out.println(format.render(rows(library, format)));
    }
    return ExitCode.DONE;
  }

  private static Duration pause(double seconds) {
    if (!(seconds >= MIN_SECONDS && seconds <= Integer.MAX_VALUE)) {
      throw new UsageException("--watch: %s s is too short or too long".formatted(seconds));
    }
    return Duration.ofMillis((long) (seconds * 1000));
  }

  /** A program gets the values of this moment too; for a person they would be too wide. */
  private static List<Map<String, Object>> rows(Path library, OutputFormat format) {
    LiveState state =
        LiveState.open(library); // says more of what is wrong than the library's codes
    List<GpuReport> reports = GpuReport.of(library);
    if (format == OutputFormat.TABLE) {
      return reports.stream().map(GpuReport::asRow).toList();
    }
    Map<String, GpuMoment> now =
        GpuMoment.of(state.read()).stream()
            .collect(Collectors.toMap(GpuMoment::uuid, Function.identity(), (a, b) -> a));
    return reports.stream().map(report -> row(report, now.get(report.uuid()))).toList();
  }

  private static Map<String, Object> row(GpuReport report, GpuMoment now) {
    Map<String, Object> row = new LinkedHashMap<>(report.asRow());
    row.putAll(now.measured());
    return row;
  }
}
