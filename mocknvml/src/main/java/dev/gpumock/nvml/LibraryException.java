package dev.gpumock.nvml;

/** A driver library that cannot be made, read or changed; one line that says what and where. */
public final class LibraryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LibraryException(String message) {
    super(message);
  }

  public LibraryException(String message, Throwable cause) {
    super(message, cause);
  }
}
