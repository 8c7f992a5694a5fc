package dev.gpumock.topo.catalog;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The JSON Schema of a machine file, for editors: made from the records that it is bound to, so it
 * knows every property. None is required, as a file may extend a machine that has it.
 */
public final class MachineSchema {
  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

  /** Of a whole number that JSON calls text. */
  private static final String DIGITS = "^[+-]?(0x[0-9a-fA-F_]+|[0-9][0-9_]*)$";

  private MachineSchema() {}

  /** The schema as JSON text. */
  public static String json() {
    String properties =
        "\"extends\": %s, %s".formatted(of("string"), properties(MachineFile.class));
    return "{\"$schema\": \"%s\", \"title\": \"gpu-mock machine\", %s}\n"
        .formatted(DRAFT, object(properties));
  }

  private static String object(String properties) {
    return "\"type\": [\"object\", \"null\"], \"additionalProperties\": false, \"properties\": {"
        + properties
        + "}";
  }

  private static String of(String type) {
    return "{\"type\": [\"" + type + "\", \"null\"]}";
  }

  private static String properties(Class<?> record) {
    return Arrays.stream(record.getRecordComponents())
        .map(component -> "\"" + component.getName() + "\": " + property(component))
        .collect(Collectors.joining(", "));
  }

  /**
   * Boards and readings are read later than the file around them; a profile has a name and an id.
   */
  private static String property(RecordComponent component) {
    Type type = component.getGenericType();
    boolean isTree = type.getTypeName().contains(Tree.class.getName());
    if (!isTree && !component.getName().equals("profile")) {
      return type(type);
    }
    return switch (component.getName()) {
      case "profile" -> "{\"type\": [\"string\", \"integer\", \"null\"]}";
      case "board" ->
          "{\"anyOf\": [%s, {%s}]}"
              .formatted(
                  of("string"),
                  object("\"extends\": " + of("string") + ", " + properties(BoardFile.class)));
      case "readings" -> record(dev.gpumock.topo.Readings.class);
      default -> "{\"type\": [\"object\", \"null\"]}";
    };
  }

  private static String type(Type type) {
    if (type instanceof ParameterizedType generic) {
      String element = type(generic.getActualTypeArguments()[0]);
      boolean list = generic.getRawType() == java.util.List.class;
      return list ? "{\"type\": [\"array\", \"null\"], \"items\": " + element + "}" : element;
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isEnum()) {
      return "{\"enum\": [" + constants(plain) + "]}";
    }
    if (plain.isSealed()) {
      return "{" + object(branches(plain)) + "}";
    }
    return plain.isRecord() && !ScalarBinder.binds(plain) ? record(plain) : scalar(plain);
  }

  private static String record(Class<?> type) {
    return "{" + object(properties(type)) + "}";
  }

  private static String branches(Class<?> type) {
    return Arrays.stream(type.getPermittedSubclasses())
        .map(branch -> "\"" + RecordBinder.decapitalized(branch) + "\": " + record(branch))
        .collect(Collectors.joining(", "));
  }

  private static String constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(c -> "\"" + c.toString().toLowerCase(Locale.ROOT).replace('_', '-') + "\"")
        .collect(Collectors.joining(", "));
  }

  /**
   * Whole numbers may be written in hexadecimal or with underscores, which JSON calls text; text
   * may look like a number, as a version or a serial, and needs no quotes in a machine file.
   */
  private static String scalar(Class<?> type) {
    if (type == boolean.class || type == Boolean.class) {
      return of("boolean");
    }
    if (type == BigDecimal.class) {
      return of("number");
    }
    boolean whole =
        type == int.class
            || type == Integer.class
            || type == OptionalInt.class
            || type == long.class
            || type == Long.class;
    return whole
        ? "{\"type\": [\"integer\", \"string\", \"null\"], \"pattern\": \"" + DIGITS + "\"}"
        : "{\"type\": [\"number\", \"string\", \"null\"]}";
  }
}
