package dev.gpumock.ctl.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Names of pods in a scenario, and which pods of a namespace they mean. */
record PodNames(List<String> patterns) {
  PodNames {
    patterns = List.copyOf(patterns);
  }

  /** Pods that are being deleted no longer count. */
  List<JsonNode> of(JsonNode pods) {
    List<JsonNode> chosen = new ArrayList<>();
    for (JsonNode pod : pods.path("items")) {
      JsonNode about = pod.path("metadata");
      if (!about.has("deletionTimestamp") && matches(about.path("name").asText())) {
        chosen.add(pod);
      }
    }
    return chosen;
  }

  private boolean matches(String name) {
    return patterns.stream().anyMatch(p -> name.matches(Pattern.quote(p).replace("*", "\\E.*\\Q")));
  }

  String text() {
    return String.join(", ", patterns);
  }
}
