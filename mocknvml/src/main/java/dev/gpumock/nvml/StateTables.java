package dev.gpumock.nvml;

/** Capacities of the tables that change while the node runs: MAX_* of state.h. */
final class StateTables {
  static final int PROCESSES = 128;
  static final int ACCOUNTED = 64;
  static final int EVENTS = 64;

  private StateTables() {}
}
