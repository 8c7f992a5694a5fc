package dev.gpumock.ctl.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A container that asks for GPUs.
 *
 * @param pod its pod, as the API tells of it
 * @param container its part of the pod's specification
 */
record Consumer(JsonNode pod, JsonNode container) {
  private static final String RESOURCE = "nvidia.com/gpu";

  /** Of a pod, those of its containers that ask. */
  static List<Consumer> of(JsonNode pod) {
    List<Consumer> consumers = new ArrayList<>();
    for (JsonNode container : pod.path("spec").path("containers")) {
      JsonNode resources = container.path("resources");
      if (resources.has("claims") || resources.path("limits").has(RESOURCE)) {
        consumers.add(new Consumer(pod, container));
      }
    }
    return consumers;
  }

  String podName() {
    return pod.path("metadata").path("name").asText();
  }

  String name() {
    return container.path("name").asText();
  }

  String node() {
    return pod.path("spec").path("nodeName").asText();
  }

  /** Differs from those of all other containers that ever were. */
  String identity() {
    return pod.path("metadata").path("uid").asText() + "/" + name();
  }

  String label() {
    boolean only = pod.path("spec").path("containers").size() == 1;
    return only ? podName() : podName() + "/" + name();
  }
}
