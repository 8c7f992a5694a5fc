package dev.gpumock.ctl.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Powers the node of a pod off and on. A node that is on again is ready before its kubelet has
 * looked at the pods, whose state is told as it was until then.
 */
final class PowerCycle {
  private final RunSettings settings;
  private final String namespace;
  private final NodePower power;
  private final Map<String, String> nodes = new HashMap<>();
  private final Map<String, String> before = new HashMap<>();

  PowerCycle(RunSettings settings, String namespace) {
    this.settings = settings;
    this.namespace = namespace;
    this.power = new NodePower(settings);
  }

  Finding turn(Step.Power step) {
    String pod = step.pod();
    JsonNode now = pod(pod);
    String node = nodes.computeIfAbsent(pod, name -> now.path("spec").path("nodeName").asText());
    if (!step.on()) {
      before.put(pod, state(now));
      return done("power off " + node, power.off(node));
    }
    Finding on = done("power on " + node, power.on(node));
    return on.good() ? Poll.until(settings.timeout(), () -> List.of(looked(pod, on))).get(0) : on;
  }

  void restore() {
    power.restore();
  }

  private Finding looked(String pod, Finding on) {
    boolean same = state(pod(pod)).equals(before.get(pod));
    return new Finding(!same, on.check(), "done", same ? pod + " is as before" : "done");
  }

  /** Another pod of the same name, or one whose containers were started again, is another state. */
  private static String state(JsonNode pod) {
    JsonNode status = pod.path("status");
    return pod.path("metadata").path("uid").asText()
        + status.path("phase").asText()
        + status.path("containerStatuses");
  }

  private JsonNode pod(String name) {
    JsonNode pods = settings.kubectl().json("get", "pods", "-n", namespace);
    for (JsonNode pod : pods.path("items")) {
      if (pod.path("metadata").path("name").asText().equals(name)) {
        return pod;
      }
    }
    return MissingNode.getInstance();
  }

  private static Finding done(String what, Program.Answer answer) {
    return new Finding(answer.good(), what, "done", answer.good() ? "done" : answer.reason());
  }
}
