package dev.gpumock.ctl.scenario;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A folder of manifests, and what is done with them and seen.
 *
 * @param name the folder's
 * @param namespaceLabels of the namespace that the scenario runs in
 */
public record Scenario(
    String name,
    Path folder,
    String title,
    Requirements requires,
    Map<String, String> namespaceLabels,
    List<Step> steps) {
  public Scenario {
    namespaceLabels = Map.copyOf(namespaceLabels);
    steps = List.copyOf(steps);
  }

  String namespace() {
    return "gpu-mock-" + name;
  }
}
