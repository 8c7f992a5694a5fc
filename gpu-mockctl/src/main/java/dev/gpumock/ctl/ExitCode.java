package dev.gpumock.ctl;

/** What the process ends with. */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int DIFFERS = 3;

  private ExitCode() {}
}
