package dev.gpumock.ctl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The options of a command for picocli, as the build has read them from the annotations: to read
 * them takes longer than to parse any command line. Texts of the help are left out, and groups,
 * which only the help has.
 */
record CommandModel(List<OptionModel> options) {
  static final String FOLDER = "model";

  CommandModel {
    options = List.copyOf(options);
  }

  /** Absent where there is no such command, or where the annotations say more than fits here. */
  static Optional<CommandModel> of(List<String> command) {
    try (InputStream text = CommandModel.class.getResourceAsStream(FOLDER + "/" + file(command))) {
      return text == null
          ? Optional.empty()
          : Optional.of(ofText(new String(text.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String file(List<String> command) {
    return String.join("_", command) + ".txt";
  }

  private static CommandModel ofText(String text) {
    List<OptionModel> options = new ArrayList<>();
    for (String line : text.split("\n")) {
      options.add(OptionModel.ofLine(line));
    }
    return new CommandModel(options);
  }

  String asText() {
    StringBuilder text = new StringBuilder();
    for (OptionModel option : options) {
      text.append(option.asLine()).append('\n');
    }
    return text.toString();
  }

  CommandSpec spec(Object command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command);
    for (OptionModel option : options) {
      spec.addOption(option.spec(command));
    }
    return spec;
  }

  /** The field of the command or of a class above. */
  static Field field(Class<?> command, String name) {
    for (Class<?> type = command; type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field;
        }
      }
    }
    throw new IllegalStateException(command + " has no field " + name);
  }
}
