package dev.gpumock.ctl.scenario;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a runner of what a command line says.
 *
 * @param kubectl its name, and words before all arguments
 * @param podImage with sh, ls, cat and sleep
 * @param timeout in seconds, of each check
 * @param driverRoot on the nodes
 * @param cdiFolder on the nodes, where the DRA driver writes
 * @param nodeOff a command that takes the name of a node, and powers it off; empty if there is none
 * @param nodeOn one that powers it on
 */
public record ScenarioRunners(
    List<String> kubectl,
    String podImage,
    int timeout,
    String driverRoot,
    String cdiFolder,
    List<String> nodeOff,
    List<String> nodeOn) {
  /** A call of kubectl waits itself for the time of a check; only a hanging one takes longer. */
  private static final int GRACE_SECONDS = 60;

  public ScenarioRunners {
    kubectl = List.copyOf(kubectl);
    nodeOff = List.copyOf(nodeOff);
    nodeOn = List.copyOf(nodeOn);
  }

  /**
   * @param diag where it is kept what there was of failed scenarios
   * @param places {@code NAMESPACE/DAEMONSET} by the label of a {@link Workload}
   */
  public ScenarioRunner with(Map<String, String> places, Optional<DiagFolder> diag) {
    Map<Workload, String> workloads = new EnumMap<>(Workload.class);
    places.forEach(
        (label, place) -> {
          Fields.refuseUnknown("--workload", label, Workload.labels());
          if (!place.matches("[^/]+/[^/]+")) {
            throw new ScenarioException(
                "--workload " + label + ": '" + place + "' must be NAMESPACE/DAEMONSET");
          }
          workloads.put(Workload.values()[Workload.labels().indexOf(label)], place);
        });
    Duration longest = Duration.ofSeconds(timeout);
    return new ScenarioRunner(
        new RunSettings(
            new Kubectl(program(kubectl)),
            podImage,
            longest,
            driverRoot,
            cdiFolder,
            optional(nodeOff),
            optional(nodeOn),
            workloads),
        diag);
  }

  private Optional<Program> optional(List<String> command) {
    return command.isEmpty() ? Optional.empty() : Optional.of(program(command));
  }

  private Program program(List<String> command) {
    return new Program(command, Duration.ofSeconds(timeout + GRACE_SECONDS));
  }
}
