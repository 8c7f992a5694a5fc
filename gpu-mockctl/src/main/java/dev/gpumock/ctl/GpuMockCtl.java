package dev.gpumock.ctl;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The program: subcommands, and the flag form {@code --mode} of the first gpu-mockctl. */
@Command(
    name = "gpu-mockctl",
    description = {
      "Makes this computer a GPU node for software, with no GPU in it.",
      "",
      "Without a command the parts that --mode names are made."
    },
    synopsisSubcommandLabel = "[COMMAND]",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  gpu-mockctl all --machine gb200       a GB200 tray on this node",
      "  gpu-mockctl all --dry-run             what that would write",
      "  gpu-mockctl verify                    is all as it should be?",
      "  gpu-mockctl clean                     away with it",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 verify found differences."
    },
    subcommands = {
      AllCommand.class,
      FsCommand.class,
      CdiCommand.class,
      VerifyCommand.class,
      StatusCommand.class,
      CleanCommand.class,
      MachinesCommand.class,
      AgentCommand.class,
      VersionCommand.class,
      GenerateCompletion.class
    })
public final class GpuMockCtl extends NodeCommand {
  @Option(
      names = "--mode",
      paramLabel = "fs|cdi|all",
      defaultValue = "all",
      description = {
        "fs: device nodes and /proc files below --base. cdi: the driver tree and the CDI",
        "specification. all: both. Also a list, fs,cdi. Default: ${DEFAULT-VALUE}."
      })
  private String mode;

  @Mixin private DryRun dryRun = new DryRun();

  @Override
  public Integer call() {
    Building.run(machine(), settings, Building.modes(mode), dryRun.dryRun, out());
    return ExitCode.DONE;
  }

  /** Ends the process with one of {@link ExitCode}. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    CommandLine command = new CommandLine(new GpuMockCtl());
    ErrorLine errors = new ErrorLine(List.of(arguments));
    return command
        .setAllowSubcommandsAsOptionParameters(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(errors)
        .setParameterExceptionHandler(errors)
        .execute(SingleDash.doubled(arguments, longNames(command)));
  }

  private static Set<String> longNames(CommandLine command) {
    Set<String> names = new HashSet<>(command.getCommandSpec().optionsMap().keySet());
    command
        .getSubcommands()
        .values()
        .forEach(sub -> names.addAll(sub.getCommandSpec().optionsMap().keySet()));
    return names;
  }
}
