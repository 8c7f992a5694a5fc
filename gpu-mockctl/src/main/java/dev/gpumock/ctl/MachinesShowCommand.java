package dev.gpumock.ctl;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpu-mockctl machines show}. */
@Command(description = "Prints a machine with every value, as a machine file that needs no other.")
final class MachinesShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME|FILE", description = "A machine, or a file of your own.")
  private String machine;

  @Option(
      names = "--sources",
      description = "After each value, file and line that it is from, or 'derived'.")
  private boolean sources;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "yaml|json",
      description = "Default: yaml.")
  private String format = "yaml";

  @Option(
      names = "--node-name",
      paramLabel = "NAME",
      description = "UUIDs and serials are derived from it. Default: this computer's name.")
  private Optional<String> nodeName = Optional.empty();

  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    OutputFormat form = OutputFormat.parse(format);
    if (form == OutputFormat.TABLE || (sources && form == OutputFormat.JSON)) {
      throw new UsageException(
          form == OutputFormat.TABLE
              ? "a machine is no table; the format is yaml or json"
              : "JSON has no comments, so no --sources; take yaml");
    }
    String yaml =
        NamedMachine.of(machine, nodeName.orElseGet(MachineChoice::hostName)).yaml(sources);
    spec.commandLine().getOut().print(form == OutputFormat.JSON ? form.ofYaml(yaml) : yaml);
    return ExitCode.DONE;
  }
}
