package dev.gpumock.ctl;

import dev.gpumock.ctl.PlainOption.Kind;
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

/** Called by the build: writes the tables of the commands that take plain lines. */
final class PlainTables {
  private static final Map<Class<?>, Kind> KINDS =
      Map.of(
          boolean.class, Kind.FLAG,
          String.class, Kind.TEXT,
          Path.class, Kind.PATH,
          Integer.class, Kind.NUMBER);

  private PlainTables() {}

  static void write(CommandLine program, Path classes) throws IOException {
    Path folder = Files.createDirectories(classes.resolve(PlainTable.FOLDER));
    write(program, List.of(), folder);
  }

  private static void write(CommandLine line, List<String> words, Path folder) throws IOException {
    CommandSpec spec = line.getCommandSpec();
    if (takesPlainLines(spec)) {
      Files.writeString(folder.resolve(PlainTable.file(words)), table(spec).asText());
    }
    for (Map.Entry<String, CommandLine> below : line.getSubcommands().entrySet()) {
      List<String> longer = new ArrayList<>(words);
      longer.add(below.getKey());
      write(below.getValue(), longer, folder);
    }
  }

  private static boolean takesPlainLines(CommandSpec spec) {
    return CommandFactory.takesCaller(spec.userObject().getClass())
        && spec.positionalParameters().isEmpty()
        && spec.requiredArgs().isEmpty();
  }

  static PlainTable table(CommandSpec spec) {
    Class<?> type = spec.userObject().getClass();
    List<PlainOption> options = new ArrayList<>();
    for (OptionSpec option : spec.options()) {
      plain(option, type).ifPresent(options::add);
    }
    return new PlainTable(type.getName(), options);
  }

  private static Optional<PlainOption> plain(OptionSpec option, Class<?> command) {
    boolean flag = option.arity().max() == 0;
    boolean oneWord = option.arity().min() == 1 && option.arity().max() == 1;
    boolean special = option.usageHelp() || option.negatable() || option.isMultiValue();
    Class<?> type = option.typeInfo().isOptional() ? option.auxiliaryTypes()[0] : option.type();
    Kind kind = KINDS.get(type);
    if (special || kind == null || (kind == Kind.FLAG ? !flag : !oneWord)) {
      return Optional.empty();
    }
    String field = path((Field) option.userObject(), command);
    return Optional.of(new PlainOption(List.of(option.names()), kind, field));
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
