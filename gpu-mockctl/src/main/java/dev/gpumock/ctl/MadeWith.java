package dev.gpumock.ctl;

import dev.gpumock.fs.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The settings that a node is made with, by option name. They lie in each of its trees, so that
 * {@code verify} and {@code status} need not be told them again.
 */
record MadeWith(Map<String, String> values) {
  static final MadeWith NOTHING = new MadeWith(Map.of());
  private static final String FILE = "etc/gpu-mock/made-with";

  MadeWith {
    values = Map.copyOf(values);
  }

  static MadeWith of(String name, String value) {
    return new MadeWith(Map.of(name, value));
  }

  /** Both; where both have a value it is this one's. */
  MadeWith or(MadeWith weaker) {
    Map<String, String> both = new TreeMap<>(weaker.values);
    both.putAll(values);
    return new MadeWith(both);
  }

  /** With one more setting, if there is one. */
  MadeWith and(String name, Optional<?> value) {
    return value.map(v -> of(name, v.toString()).or(this)).orElse(this);
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  boolean is(String name) {
    return "true".equals(values.get(name));
  }

  /** A setting on a line, as {@link #readFile} reads them. */
  String text() {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(values).forEach((n, v) -> text.append(n).append('=').append(v).append('\n'));
    return text.toString();
  }

  /** The file that {@link #read} reads. */
  Payload payload() {
    return Payload.fixed(FILE, text().getBytes(StandardCharsets.UTF_8), 0644);
  }

  /** Nothing when the driver root has no such file. */
  static MadeWith read(Path driverRoot) {
    Path file = driverRoot.resolve(FILE);
    return Files.isRegularFile(file) ? readFile(file) : NOTHING;
  }

  /** The settings of a file that must be there. */
  static MadeWith readFile(Path file) {
    Map<String, String> values = new TreeMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        String[] parts = line.split("=", 2);
        if (parts.length == 2) {
          values.put(parts[0], parts[1]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
    }
    return new MadeWith(values);
  }
}
