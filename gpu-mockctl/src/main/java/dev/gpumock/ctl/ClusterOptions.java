package dev.gpumock.ctl;

import dev.gpumock.ctl.scenario.DiagFolder;
import dev.gpumock.ctl.scenario.ScenarioException;
import dev.gpumock.ctl.scenario.ScenarioRunner;
import dev.gpumock.ctl.scenario.ScenarioRunners;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The cluster that scenarios run on, and where in it things are. */
final class ClusterOptions {
  @Option(
      names = "--kubectl",
      paramLabel = "COMMAND",
      description = {
        "May be several words, such as 'kubectl --context kind-gpu-mock'.",
        "Default: the variable KUBECTL, else kubectl."
      })
  private Optional<String> kubectl = Optional.empty();

  @Option(
      names = "--pod-image",
      paramLabel = "IMAGE",
      description = "Of the pods; it has sh, ls, cat and sleep. Default: busybox:1.37.")
  private String podImage = "busybox:1.37";

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long a check waits for what it expects. Default: 120.")
  private int timeout = 120;

  @Option(
      names = "--driver-root",
      paramLabel = "DIR",
      description = "On the nodes. Default: /var/lib/nvidia-mock/driver.")
  private String driverRoot = "/var/lib/nvidia-mock/driver";

  @Option(
      names = "--cdi-dir",
      paramLabel = "DIR",
      description = "On the nodes, where the DRA driver writes. Default: /var/run/cdi.")
  private String cdiFolder = "/var/run/cdi";

  @Option(
      names = "--workload",
      paramLabel = "NAME=NAMESPACE/DAEMONSET",
      description =
          "Where dra-plugin, device-plugin or agent is, if not where the Makefile of this"
              + " repository puts it.")
  private Map<String, String> workloads = new LinkedHashMap<>();

  @Option(
      names = "--node-off",
      paramLabel = "COMMAND",
      description = {
        "Takes the name of a node and powers it off.",
        "Without it and --node-on, scenarios that need it are skipped."
      })
  private String nodeOff = "";

  @Option(
      names = "--node-on",
      paramLabel = "COMMAND",
      description = "Takes the name of a node and powers it on again.")
  private String nodeOn = "";

  ScenarioRunner runner(Map<String, String> environment, Optional<DiagFolder> diag) {
    if (timeout < 1) {
      throw new UsageException("--timeout is " + timeout + "; it must be a second or more");
    }
    for (String path : List.of(driverRoot, cdiFolder)) {
      if (!path.matches("(/[^/]+){2,}")) {
        throw new UsageException("'" + path + "' must be a path from / on, without a / at its end");
      }
    }
    String command = kubectl.orElse(environment.getOrDefault("KUBECTL", ""));
    ScenarioRunners runners =
        new ScenarioRunners(
            words(command.isBlank() ? "kubectl" : command),
            podImage,
            timeout,
            driverRoot,
            cdiFolder,
            words(nodeOff),
            words(nodeOn));
    try {
      return runners.with(workloads, diag);
    } catch (ScenarioException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private static List<String> words(String command) {
    return command.isBlank() ? List.of() : Arrays.asList(command.strip().split(" +"));
  }
}
