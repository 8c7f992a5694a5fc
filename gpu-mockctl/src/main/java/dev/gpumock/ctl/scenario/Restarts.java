package dev.gpumock.ctl.scenario;

/** Restarts workloads, and waits until all of their pods are ready again. */
record Restarts(RunSettings settings) {
  Program.Answer restart(Workload workload) {
    String place = settings.namespaceOf(workload);
    String set = "daemonset/" + settings.daemonSetOf(workload);
    String timeout = "--timeout=" + settings.timeout().toSeconds() + "s";
    Program.Answer asked = settings.kubectl().run("rollout", "restart", "-n", place, set);
    return asked.good()
        ? settings.kubectl().run("rollout", "status", "-n", place, set, timeout)
        : asked;
  }
}
