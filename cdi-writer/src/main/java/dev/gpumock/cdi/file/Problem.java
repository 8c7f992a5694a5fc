package dev.gpumock.cdi.file;

/**
 * Something that is wrong in a specification.
 *
 * @param line from 1; 0 when the specification is not from a file
 * @param property for example {@code devices[1].containerEdits.mounts[0].hostPath}; empty for all
 * @param message what is wrong with it
 */
public record Problem(int line, String property, String message) {
  static Problem at(String property, String message) {
    return new Problem(0, property, message);
  }

  @Override
  public String toString() {
    String place = line == 0 ? "" : "line " + line + ": ";
    return place + (property.isEmpty() ? "" : property + ": ") + message;
  }
}
