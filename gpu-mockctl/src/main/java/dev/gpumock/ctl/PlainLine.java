package dev.gpumock.ctl;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Reads the command lines that leave no question: each option is written in full, once, and its
 * value is one word. They need not wait for picocli, which takes longer to get ready than most
 * commands take to run. All others are picocli's: mistakes and calls for help above all.
 */
final class PlainLine {
  private final PlainTable table;
  private final Map<String, Object> values = new HashMap<>();

  private PlainLine(PlainTable table) {
    this.table = table;
  }

  /** The command with its options set; absent if the line is not plain. */
  static Optional<Callable<Integer>> command(List<String> arguments, Caller caller) {
    int words = 0;
    while (words < arguments.size() && !arguments.get(words).startsWith("-")) {
      words++;
    }
    if (arguments.isEmpty()) {
      return Optional.empty();
    }
    Optional<PlainTable> table = PlainTable.of(arguments.subList(0, words));
    if (table.isEmpty()) {
      return Optional.empty();
    }
    PlainLine line = new PlainLine(table.get());
    return line.reads(arguments.subList(words, arguments.size()))
        ? Optional.of(line.command(caller))
        : Optional.empty();
  }

  private boolean reads(List<String> arguments) {
    int at = 0;
    while (at < arguments.size()) {
      int taken = take(arguments, at);
      if (taken == 0) {
        return false;
      }
      at += taken;
    }
    return true;
  }

  /** Answers how many arguments the option at this place is; 0 if it is not plain. */
  private int take(List<String> arguments, int at) {
    String argument = arguments.get(at);
    int equals = argument.indexOf('=');
    String name = equals < 0 ? argument : argument.substring(0, equals);
    Optional<PlainOption> option = table.option(name);
    if (option.isEmpty() || values.containsKey(option.get().field())) {
      return 0;
    }
    if (option.get().kind() == PlainOption.Kind.FLAG) {
      values.put(option.get().field(), true);
      return equals < 0 ? 1 : 0;
    }
    int length = equals < 0 ? 2 : 1;
    if (at + length > arguments.size()) {
      return 0;
    }
    String word = equals < 0 ? arguments.get(at + 1) : argument.substring(equals + 1);
    Optional<Object> value = option.get().value(word);
    value.ifPresent(v -> values.put(option.get().field(), v));
    return value.isPresent() ? length : 0;
  }

  private Callable<Integer> command(Caller caller) {
    try {
      Object command = CommandFactory.made(Class.forName(table.type()), caller);
      for (Map.Entry<String, Object> value : values.entrySet()) {
        set(command, value.getKey(), value.getValue());
      }
      @SuppressWarnings("unchecked") // all commands are
      Callable<Integer> callable = (Callable<Integer>) command;
      return callable;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void set(Object command, String path, Object value)
      throws ReflectiveOperationException {
    int dot = path.indexOf('.');
    Object holder = dot < 0 ? command : field(command, path.substring(0, dot)).get(command);
    Field field = field(holder, path.substring(dot + 1));
    field.set(holder, field.getType() == Optional.class ? Optional.of(value) : value);
  }

  private static Field field(Object holder, String name) {
    for (Class<?> type = holder.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field;
        }
      }
    }
    throw new IllegalStateException(holder.getClass() + " has no field " + name);
  }
}
