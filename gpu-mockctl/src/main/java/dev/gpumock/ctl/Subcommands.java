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
          NodeSettingsCommand.class,
          MachinesCommand.class,
          ScenarioCommand.class,
          CompletionCommand.class,
          VersionCommand.class);

  private Subcommands() {}

  static void add(CommandLine line, String[] arguments) {
    List<String> words = Arrays.asList(arguments);
    boolean every = words.contains(CompletionCommand.NAME);
    for (Class<? extends Callable<Integer>> type : TYPES) {
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
