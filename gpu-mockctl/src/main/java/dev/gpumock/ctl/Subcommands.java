package dev.gpumock.ctl;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The subcommands. Only those that the arguments name are made with their options; of the others
 * name and description are enough, if anybody may see them: each takes a while to make. For the
 * same reason the most used ones say that no method of theirs is a command: picocli would look at
 * each.
 */
final class Subcommands {
  private static final List<Class<? extends Callable<Integer>>> TYPES =
      List.of(
          AllCommand.class,
          CdiCommand.class,
          FsCommand.class,
          VerifyCommand.class,
          StatusCommand.class,
          ResetCommand.class,
          CleanCommand.class,
          AgentCommand.class,
          NodeSettingsCommand.class,
          MachinesCommand.class,
          NvmlCommand.class,
          ResolveCommand.class,
          CaptureCommand.class,
          ScenarioCommand.class,
          CompletionCommand.class,
          VersionCommand.class);

  private static final Map<String, List<Class<? extends Callable<Integer>>>> BELOW =
      Map.of(
          CdiCommand.NAME,
          List.of(
              CdiGenerateCommand.class,
              CdiListCommand.class,
              CdiValidateCommand.class,
              CdiDiffCommand.class,
              CdiTransformCommand.class),
          MachinesCommand.NAME,
          List.of(
              MachinesShowCommand.class,
              MachinesDiffCommand.class,
              MachinesLintCommand.class,
              MachinesSchemaCommand.class));

  private Subcommands() {}

  static void add(CommandLine line, String[] arguments) {
    List<String> words = Arrays.asList(arguments);
    add(line, words, TYPES);
    BELOW.forEach(
        (name, types) -> {
          if (isNamed(name, words) && !words.equals(List.of(name))) {
            add(line.getSubcommands().get(name), words, types);
          }
        });
  }

  /** Where one is named, the others are left out unless the help may list them. */
  private static void add(
      CommandLine line, List<String> words, List<Class<? extends Callable<Integer>>> types) {
    boolean all = words.contains("--help") || words.contains("-h");
    all |= types.stream().map(Subcommands::command).noneMatch(c -> isNamed(c.name(), words));
    for (Class<? extends Callable<Integer>> type : types) {
      Command command = command(type);
      if (isNamed(command.name(), words)) {
        line.addSubcommand(new CommandLine(type));
      } else if (all) {
        line.addSubcommand(outline(command));
      }
    }
  }

  private static Command command(Class<? extends Callable<Integer>> type) {
    return type.getAnnotation(Command.class);
  }

  private static boolean isNamed(String name, List<String> words) {
    return words.contains(name) || words.contains(CompletionCommand.NAME);
  }

  private static CommandLine outline(Command command) {
    CommandSpec spec = CommandSpec.create().name(command.name());
    spec.usageMessage().description(command.description());
    return new CommandLine(spec);
  }
}
