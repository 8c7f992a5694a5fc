package dev.gpumock.ctl;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gpu-mockctl status}. */
@Command(
    name = "status",
    description = "Show the GPUs of this node as its driver library reports them.")
final class StatusCommand implements Callable<Integer> {
  private static final String LIBRARY = "lib64/libnvidia-ml.so.1";

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--driver-root",
      paramLabel = "DIR",
      defaultValue = "/var/lib/nvidia-mock/driver",
      description = "Where the driver tree is. Default: ${DEFAULT-VALUE}.")
  private Path driverRoot;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private OutputFormat output;

  @Override
  public Integer call() {
    Path library = driverRoot.resolve(LIBRARY).toAbsolutePath();
    if (!Files.exists(library)) {
      throw new IllegalStateException(library + ": there is none; run 'gpu-mockctl all' first");
    }
    spec.commandLine()
        .getOut()
        .println(output.render(GpuReport.of(library).stream().map(GpuReport::asRow).toList()));
    return ExitCode.DONE;
  }
}
