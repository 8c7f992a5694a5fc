package dev.gpumock.ctl;

import java.lang.reflect.Field;
import java.util.List;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/**
 * An option of a {@link CommandModel}.
 *
 * @param types the field's class, and what is in an Optional or a List
 * @param fallback the value where none is given; empty where one must be
 * @param initial picocli's default value; empty where the field has it
 * @param split between values in one word; empty where there is one
 * @param field of the command, or of a group in one, after a dot
 */
record OptionModel(
    List<String> names,
    String arity,
    List<String> types,
    String paramLabel,
    boolean negatable,
    boolean usageHelp,
    String fallback,
    String initial,
    String split,
    String field) {
  private static final String SEPARATOR = "\t";
  private static final String COMMA = ",";

  OptionModel {
    names = List.copyOf(names);
    types = List.copyOf(types);
  }

  static OptionModel ofLine(String line) {
    String[] cells = line.split(SEPARATOR, -1);
    return new OptionModel(
        List.of(cells[0].split(COMMA)),
        cells[1],
        List.of(cells[2].split(COMMA)),
        cells[3],
        Boolean.parseBoolean(cells[4]),
        Boolean.parseBoolean(cells[5]),
        cells[6],
        cells[7],
        cells[8],
        cells[9]);
  }

  String asLine() {
    return String.join(
        SEPARATOR,
        String.join(COMMA, names),
        arity,
        String.join(COMMA, types),
        paramLabel,
        Boolean.toString(negatable),
        Boolean.toString(usageHelp),
        fallback,
        initial,
        split,
        field);
  }

  OptionSpec spec(Object command) {
    Value value = value(command);
    OptionSpec.Builder option =
        OptionSpec.builder(names.toArray(String[]::new))
            .arity(arity)
            .type(value.field.getType())
            .auxiliaryTypes(contained())
            .paramLabel(paramLabel)
            .negatable(negatable)
            .usageHelp(usageHelp)
            .initialValue(value.get())
            .getter(value)
            .setter(value);
    if (!fallback.isEmpty()) {
      option.fallbackValue(fallback);
    }
    if (!initial.isEmpty()) {
      option.defaultValue(initial);
    }
    if (!split.isEmpty()) {
      option.splitRegex(split);
    }
    return option.build();
  }

  private Class<?>[] contained() {
    Class<?>[] contained = new Class<?>[types.size()];
    for (int i = 0; i < contained.length; i++) {
      contained[i] = type(types.get(i));
    }
    return contained;
  }

  private static Class<?> type(String name) {
    try {
      return name.equals("boolean") ? boolean.class : Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private Value value(Object command) {
    int dot = field.indexOf('.');
    try {
      Object holder =
          dot < 0
              ? command
              : CommandModel.field(command.getClass(), field.substring(0, dot)).get(command);
      return new Value(holder, CommandModel.field(holder.getClass(), field.substring(dot + 1)));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where picocli puts the option's value. */
  private static final class Value implements IGetter, ISetter {
    private final Object holder;
    private final Field field;

    Value(Object holder, Field field) {
      this.holder = holder;
      this.field = field;
    }

    @Override
    @SuppressWarnings("unchecked") // as picocli asks for it: the option has the field's type
    public <T> T get() {
      try {
        return (T) field.get(holder);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public <T> T set(T value) throws IllegalAccessException {
      T before = get();
      field.set(holder, value);
      return before;
    }
  }
}
