package dev.gpumock.ctl;

/** The node cannot be made, read or removed; one line: what, where, what to do. */
class NodeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NodeException(String message) {
    super(message);
  }

  NodeException(String message, Throwable cause) {
    super(message, cause);
  }
}
