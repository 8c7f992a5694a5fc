package dev.gpumock.ctl;

import dev.gpumock.nvml.NvmlAnswers;
import dev.gpumock.nvml.NvmlFunctions;
import dev.gpumock.nvml.NvmlFunctions.Kind;
import dev.gpumock.nvml.NvmlFunctions.NvmlFunction;
import dev.gpumock.nvml.NvmlReturn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gpu-mockctl nvml}. */
@Command(
    description = {
      "Lists the driver library's functions.",
      "Each is answered, or sets something, or is refused, as a machine without the thing does; of"
          + " all machines that can be simulated, or of one."
    })
final class NvmlCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--machine",
      paramLabel = "NAME",
      description = "A machine that 'gpu-mockctl machines' lists. Default: all of them together.")
  private Optional<String> machine = Optional.empty();

  @Mixin private OutputOption output;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    OutputFormat format = output.format();
    NvmlAnswers answers = NvmlAnswers.ofCatalog();
    Optional<String> asked = machine.map(name -> MachineChoice.ofCatalog(name));
    asked.filter(name -> !answers.has(name)).ifPresent(NvmlCommand::refuse);
    List<Map<String, Object>> rows =
        NvmlFunctions.all().stream()
            .map(f -> asked.map(name -> row(f, name, answers)).orElseGet(() -> row(f, answers)))
            .toList();
    spec.commandLine().getOut().println(format.render(rows));
    return ExitCode.DONE;
  }

  private static void refuse(String name) {
    throw new UsageException(
        "--machine: '%s' is not of the built-in catalog, so its functions are not listed"
            .formatted(name));
  }

  private static Map<String, Object> row(NvmlFunction function, NvmlAnswers answers) {
    int with = answers.machinesWith(function).size();
    int all = answers.machines().size();
    Map<String, Object> row = row(function, function.kind());
    row.put("machines", with == all ? "all" : with + " of " + all);
    row.put(
        "otherwise",
        String.join(", ", answers.refusals(function).stream().map(NvmlReturn::nvmlName).toList()));
    row.put("subject", function.subject());
    return row;
  }

  private static Map<String, Object> row(
      NvmlFunction function, String machine, NvmlAnswers answers) {
    Map<String, Object> row = row(function, answers.kind(machine, function));
    row.put("returns", answers.code(machine, function).nvmlName());
    row.put("subject", function.subject());
    return row;
  }

  private static Map<String, Object> row(NvmlFunction function, Kind kind) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("function", function.name());
    row.put("kind", kind.name().toLowerCase(Locale.ROOT));
    return row;
  }
}
