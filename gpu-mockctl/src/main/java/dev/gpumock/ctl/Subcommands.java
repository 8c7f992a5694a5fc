package dev.gpumock.ctl;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The subcommands. Only those that the arguments name get their options read; of the others name
 * and description are enough, which makes each start much faster.
 */
final class Subcommands {
  private static final List<Class<? extends Callable<Integer>>> TYPES =
      List.of(
          AllCommand.class,
          CdiCommand.class,
          FsCommand.class,
          VerifyCommand.class,
          StatusCommand.class,
          CleanCommand.class,
          AgentCommand.class,
          MachinesCommand.class,
          ResolveCommand.class,
          CaptureCommand.class,
          CompletionCommand.class,
          VersionCommand.class);

  private static final List<Class<? extends Callable<Integer>>> OF_MACHINES =
      List.of(
          MachinesShowCommand.class,
          MachinesDiffCommand.class,
          MachinesLintCommand.class,
          MachinesSchemaCommand.class);

  private Subcommands() {}

  static void add(CommandLine line, String[] arguments) {
    List<String> words = Arrays.asList(arguments);
    add(line, TYPES, words);
    CommandLine machines = line.getSubcommands().get(MachinesCommand.NAME);
    if (machines.getCommandSpec().userObject() instanceof MachinesCommand) {
      add(machines, OF_MACHINES, words);
    }
  }

  private static void add(
      CommandLine line, List<Class<? extends Callable<Integer>>> types, List<String> words) {
    boolean every = words.contains(CompletionCommand.NAME);
    for (Class<? extends Callable<Integer>> type : types) {
      Command command = type.getAnnotation(Command.class);
      line.addSubcommand(
          every || words.contains(command.name()) ? new CommandLine(type) : outline(command));
    }
  }

  private static CommandLine outline(Command command) {
    CommandSpec spec = CommandSpec.create().name(command.name());
    spec.usageMessage().description(command.description());
    return new CommandLine(spec);
  }
}
