package dev.gpumock.topo.catalog;

import java.nio.file.NoSuchFileException;

/** A machine or board that cannot be had; one line: file, line, property, what is wrong. */
public final class CatalogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CatalogException(String message) {
    super(message.lines().map(String::strip).reduce((a, b) -> a + " " + b).orElse(""));
  }

  static CatalogException at(Tree.Place place, String problem) {
    return new CatalogException(place + ": " + problem);
  }

  /** The cause in words, for an error that a library raised while a file was read. */
  static String reason(Exception e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
