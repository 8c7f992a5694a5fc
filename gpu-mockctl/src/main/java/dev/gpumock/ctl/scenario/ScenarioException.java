package dev.gpumock.ctl.scenario;

/** A scenario's file is wrong, or the cluster cannot be asked; one line: what, where. */
public final class ScenarioException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean hopeless;

  ScenarioException(String message) {
    this(message, false);
  }

  /**
   * @param hopeless whether other scenarios can only fail for the same reason
   */
  ScenarioException(String message, boolean hopeless) {
    super(message);
    this.hopeless = hopeless;
  }

  boolean isHopeless() {
    return hopeless;
  }
}
