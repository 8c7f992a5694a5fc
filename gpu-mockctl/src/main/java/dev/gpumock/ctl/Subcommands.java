package dev.gpumock.ctl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The subcommands. Only those that the arguments name are made with their options; of the others
 * name and description are enough, if anybody may see them: each takes a while to make.
 */
final class Subcommands {
  private static final String COMPLETION = "completion";
  private static final List<Subcommand> ALL =
      List.of(
          of("all", AllCommand.class),
          of(
              "cdi",
              CdiCommand.class,
              of("generate", CdiGenerateCommand.class),
              of("list", CdiListCommand.class),
              of("validate", CdiValidateCommand.class),
              of("diff", CdiDiffCommand.class),
              of("transform", CdiTransformCommand.class)),
          of("fs", FsCommand.class),
          of("verify", VerifyCommand.class),
          of("status", StatusCommand.class),
          of("reset", ResetCommand.class),
          of("clean", CleanCommand.class),
          of("agent", AgentCommand.class),
          of("node-settings", NodeSettingsCommand.class),
          of(
              "machines",
              MachinesCommand.class,
              of("show", MachinesShowCommand.class),
              of("diff", MachinesDiffCommand.class),
              of("lint", MachinesLintCommand.class),
              of("schema", MachinesSchemaCommand.class)),
          of("nvml", NvmlCommand.class),
          of("resolve", ResolveCommand.class),
          of("capture", CaptureCommand.class),
          of("scenario", ScenarioCommand.class),
          of(COMPLETION, CompletionCommand.class),
          of("version", VersionCommand.class));

  /**
   * A subcommand by its name, which its class does not repeat: to read an annotation takes a while.
   */
  private record Subcommand(
      String name, Class<? extends Callable<Integer>> type, List<Subcommand> below) {
    boolean isNamedIn(List<String> words) {
      return words.contains(name) || words.contains(COMPLETION);
    }
  }

  private final Caller caller;
  private final IFactory factory;

  Subcommands(Caller caller) {
    this.caller = caller;
    this.factory = new CommandFactory(caller);
  }

  private static Subcommand of(
      String name, Class<? extends Callable<Integer>> type, Subcommand... below) {
    return new Subcommand(name, type, List.of(below));
  }

  /** The program with all commands and their options. */
  CommandLine all() {
    return whole(List.of(COMPLETION));
  }

  /** The program with all that messages about these arguments may name. */
  CommandLine whole(List<String> words) {
    CommandLine line = annotated(List.of(), GpuMockCtl.class);
    add(line, words, List.of(), ALL, this::annotated);
    return line;
  }

  /** As little of the program as takes arguments without a mistake. */
  CommandLine enough(List<String> words) {
    if (asksForHelp(words)) {
      return whole(words);
    }
    String first = words.get(0);
    if (first.startsWith("-")) {
      return modelled(List.of(), GpuMockCtl.class);
    }
    return isSubcommand(first) ? withoutOptions(words) : whole(words);
  }

  /** The program's own options could stand before the subcommand only. */
  private CommandLine withoutOptions(List<String> words) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(new GpuMockCtl(caller));
    CommandLine line = new CommandLine(spec.name(GpuMockCtl.NAME));
    add(line, words, List.of(), ALL, this::modelled);
    return line;
  }

  private CommandLine annotated(List<String> path, Class<?> type) {
    return new CommandLine(type, factory);
  }

  /** By the model that the build has made, if there is one. */
  private CommandLine modelled(List<String> path, Class<?> type) {
    Optional<CommandModel> model = CommandModel.of(path);
    if (model.isEmpty()) {
      return annotated(path, type);
    }
    try {
      return new CommandLine(model.get().spec(factory.create(type)), factory);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isSubcommand(String word) {
    for (Subcommand subcommand : ALL) {
      if (subcommand.name().equals(word)) {
        return !word.equals(COMPLETION);
      }
    }
    return false;
  }

  private static boolean asksForHelp(List<String> words) {
    return words.contains("--help") || words.contains("-h");
  }

  /** Where one is named, the others are left out unless the help may list them. */
  private void add(
      CommandLine line,
      List<String> words,
      List<String> above,
      List<Subcommand> subcommands,
      BiFunction<List<String>, Class<?>, CommandLine> maker) {
    boolean outlined = asksForHelp(words) || !anyNamed(subcommands, words);
    for (Subcommand subcommand : subcommands) {
      if (subcommand.isNamedIn(words)) {
        List<String> path = new ArrayList<>(above);
        path.add(subcommand.name());
        CommandLine made = maker.apply(path, subcommand.type());
        line.addSubcommand(subcommand.name(), made);
        if (!words.equals(List.of(subcommand.name()))) {
          add(made, words, path, subcommand.below(), maker);
        }
      } else if (outlined) {
        line.addSubcommand(subcommand.name(), outline(subcommand));
      }
    }
  }

  private static boolean anyNamed(List<Subcommand> subcommands, List<String> words) {
    for (Subcommand subcommand : subcommands) {
      if (subcommand.isNamedIn(words)) {
        return true;
      }
    }
    return false;
  }

  private static CommandLine outline(Subcommand subcommand) {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description(subcommand.type().getAnnotation(Command.class).description());
    return new CommandLine(spec);
  }
}
