package dev.gpumock.ctl.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether pods are in a phase, all of them. */
record PodsCheck(List<String> names, int count, Phase are) {
  Finding of(JsonNode pods) {
    List<JsonNode> chosen = new PodNames(names).of(pods);
    Map<String, Integer> phases = new TreeMap<>();
    chosen.forEach(pod -> phases.merge(state(pod), 1, Integer::sum));
    String expected = count + " " + are;
    String seen = text(phases);
    return Finding.equal("pods " + new PodNames(names).text(), expected, seen);
  }

  private static String text(Map<String, Integer> phases) {
    return phases.isEmpty()
        ? "no such pod"
        : String.join(
            ", ", phases.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).toList());
  }

  /** The phase; with the reason that a container waits for, as that is what one looks for next. */
  private static String state(JsonNode pod) {
    String phase = pod.path("status").path("phase").asText();
    for (JsonNode container : pod.path("status").path("containerStatuses")) {
      String reason = container.path("state").path("waiting").path("reason").asText();
      if (!container.path("ready").asBoolean() && phase.equals(Phase.Running.name())) {
        return "Running, but not ready " + reason;
      }
      if (!reason.isEmpty() && !reason.equals("ContainerCreating")) {
        return phase + " " + reason;
      }
    }
    return phase.equals(Phase.Running.name()) && isNotReady(pod) ? "Running, but not ready" : phase;
  }

  /** Of a node that is off, the cluster says that its pods are not ready, but not of containers. */
  private static boolean isNotReady(JsonNode pod) {
    for (JsonNode condition : pod.path("status").path("conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("status").asText().equals("False");
      }
    }
    return false;
  }
}
