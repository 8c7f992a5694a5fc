package dev.gpumock.ctl.scenario;

/**
 * A number in a scenario.
 *
 * @param number 0 for {@code all}: as many as the node has GPUs
 */
record Count(int number) {
  static final String ALL = "all";
  static final Count ONE = new Count(1);

  int of(int gpus) {
    return number == 0 ? gpus : number;
  }
}
