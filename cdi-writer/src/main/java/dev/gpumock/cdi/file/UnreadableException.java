package dev.gpumock.cdi.file;

/** Text that is no YAML at all, so that nothing behind it can be read. */
final class UnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  UnreadableException(int line, String message) {
    super(message);
    problem = new Problem(line, "", message);
  }

  Problem problem() {
    return problem;
  }
}
