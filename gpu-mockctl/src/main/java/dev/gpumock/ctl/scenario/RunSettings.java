package dev.gpumock.ctl.scenario;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a run is told besides the scenarios.
 *
 * @param podImage with sh, ls, cat and sleep
 * @param timeout how long a check waits until it sees what it expects
 * @param driverRoot on the nodes
 * @param cdiFolder on the nodes, where the DRA driver writes
 * @param nodeOff takes a node's name, and powers it off
 * @param nodeOn powers it on
 * @param places of workloads that are elsewhere than usual, as {@code NAMESPACE/DAEMONSET}
 */
record RunSettings(
    Kubectl kubectl,
    String podImage,
    Duration timeout,
    String driverRoot,
    String cdiFolder,
    Optional<Program> nodeOff,
    Optional<Program> nodeOn,
    Map<Workload, String> places) {
  RunSettings {
    places = Map.copyOf(places);
  }

  /** The same, with less patience. */
  RunSettings within(Duration longest) {
    Program hasty = new Program(kubectl.program().command(), longest.plus(longest));
    return new RunSettings(
        new Kubectl(hasty), podImage, longest, driverRoot, cdiFolder, nodeOff, nodeOn, places);
  }

  boolean powersNodes() {
    return nodeOff.isPresent() && nodeOn.isPresent();
  }

  String namespaceOf(Workload workload) {
    return place(workload)[0];
  }

  String daemonSetOf(Workload workload) {
    return place(workload)[1];
  }

  private String[] place(Workload workload) {
    return places.getOrDefault(workload, workload.usualPlace()).split("/", 2);
  }
}
