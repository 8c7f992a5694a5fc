package dev.gpumock.ctl.scenario;

/** A scenario's file is wrong, or the cluster cannot be asked; one line: what, where. */
public final class ScenarioException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ScenarioException(String message) {
    super(message);
  }
}
