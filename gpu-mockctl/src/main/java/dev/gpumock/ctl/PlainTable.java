package dev.gpumock.ctl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What plain lines may say to a command: its class and its options. The build writes it of
 * picocli's annotations, which take long to read.
 */
record PlainTable(String type, List<PlainOption> options) {
  static final String FOLDER = "plain";

  PlainTable {
    options = List.copyOf(options);
  }

  /** Absent where there is no such command, or none that takes plain lines. */
  static Optional<PlainTable> of(List<String> command) {
    try (InputStream text = PlainTable.class.getResourceAsStream(FOLDER + "/" + file(command))) {
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

  private static PlainTable ofText(String text) {
    String[] lines = text.split("\n");
    List<PlainOption> options = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      options.add(PlainOption.ofLine(lines[i]));
    }
    return new PlainTable(lines[0], options);
  }

  String asText() {
    StringBuilder text = new StringBuilder(type).append('\n');
    for (PlainOption option : options) {
      text.append(option.asLine()).append('\n');
    }
    return text.toString();
  }

  Optional<PlainOption> option(String name) {
    for (PlainOption option : options) {
      if (option.names().contains(name)) {
        return Optional.of(option);
      }
    }
    return Optional.empty();
  }
}
