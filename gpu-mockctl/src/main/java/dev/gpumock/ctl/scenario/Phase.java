package dev.gpumock.ctl.scenario;

/** Phases of a pod, by the API's names. */
enum Phase {
  Pending,
  Running,
  Succeeded,
  Failed
}
