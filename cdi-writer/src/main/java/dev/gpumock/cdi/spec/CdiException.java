package dev.gpumock.cdi.spec;

/** A specification cannot be made, read or written; the message is one line for a person. */
public final class CdiException extends Exception {
  private static final long serialVersionUID = 1L;

  public CdiException(String message) {
    super(message);
  }

  public CdiException(String message, Throwable cause) {
    super(message, cause);
  }
}
