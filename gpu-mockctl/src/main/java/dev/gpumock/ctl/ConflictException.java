package dev.gpumock.ctl;

/** Another writer's specification defines a device of this node; the message names both files. */
final class ConflictException extends NodeException {
  private static final long serialVersionUID = 1L;

  ConflictException(String message, Throwable cause) {
    super(message, cause);
  }
}
