package dev.gpumock.ctl;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Called by the build: writes the models of the commands that have nothing but options. */
final class CommandModels {
  private CommandModels() {}

  static void write(CommandLine program, Path classes) throws IOException {
    write(program, List.of(), Files.createDirectories(classes.resolve(CommandModel.FOLDER)));
  }

  private static void write(CommandLine line, List<String> words, Path folder) throws IOException {
    Optional<CommandModel> model = model(line.getCommandSpec());
    Path file = folder.resolve(CommandModel.file(words));
    if (model.isPresent()) {
      Files.writeString(file, model.get().asText());
    } else {
      Files.deleteIfExists(file); // of an older build
    }
    for (Map.Entry<String, CommandLine> below : line.getSubcommands().entrySet()) {
      List<String> longer = new ArrayList<>(words);
      longer.add(below.getKey());
      write(below.getValue(), longer, folder);
    }
  }

  static Optional<CommandModel> model(CommandSpec spec) {
    if (!CommandFactory.takesCaller(spec.userObject().getClass())
        || !spec.positionalParameters().isEmpty()
        || !spec.requiredArgs().isEmpty()) {
      return Optional.empty();
    }
    List<OptionModel> options = new ArrayList<>();
    for (OptionSpec option : spec.options()) {
      if (!option.usageHelp()) {
        options.add(model(option, spec.userObject().getClass()));
      }
    }
    return Optional.of(new CommandModel(options));
  }

  private static OptionModel model(OptionSpec option, Class<?> command) {
    List<String> types = new ArrayList<>();
    for (Class<?> type : option.auxiliaryTypes()) {
      types.add(type.getName());
    }
    return new OptionModel(
        List.of(option.names()),
        option.arity().toString(),
        types,
        option.paramLabel(),
        option.negatable(),
        Optional.ofNullable(option.fallbackValue()).orElse(""),
        Optional.ofNullable(option.defaultValue()).orElse(""),
        option.splitRegex(),
        path((Field) option.userObject(), command));
  }

  private static String path(Field field, Class<?> command) {
    if (field.getDeclaringClass().isAssignableFrom(command)) {
      return field.getName();
    }
    for (Class<?> type = command; type != null; type = type.getSuperclass()) {
      for (Field group : type.getDeclaredFields()) {
        if (group.getType() == field.getDeclaringClass()) {
          return group.getName() + "." + field.getName();
        }
      }
    }
    throw new IllegalStateException(field + " is in no group of " + command);
  }
}
