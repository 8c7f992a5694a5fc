package dev.gpumock.ctl.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;

/**
 * How the device plugin brings GPUs into containers.
 *
 * @param name as its variable has it, or why it is not known
 */
record PluginStrategy(String name) {
  private static final String VARIABLE = "DEVICE_LIST_STRATEGY";

  static PluginStrategy of(RunSettings settings) {
    Workload plugin = Workload.DEVICE_PLUGIN;
    try {
      JsonNode set =
          settings
              .kubectl()
              .json(
                  "get",
                  "daemonset",
                  "-n",
                  settings.namespaceOf(plugin),
                  settings.daemonSetOf(plugin));
      return new PluginStrategy(variable(set));
    } catch (ScenarioException e) {
      return new PluginStrategy("not known: " + e.getMessage());
    }
  }

  private static String variable(JsonNode set) {
    JsonNode containers = set.path("spec").path("template").path("spec").path("containers");
    return StreamSupport.stream(containers.spliterator(), false)
        .flatMap(c -> StreamSupport.stream(c.path("env").spliterator(), false))
        .filter(variable -> variable.path("name").asText().equals(VARIABLE))
        .map(variable -> variable.path("value").asText())
        .findFirst()
        .orElse("not known: the DaemonSet has no " + VARIABLE);
  }

  /** Only then it writes a CDI file. */
  boolean isCdi() {
    return name.startsWith("cdi-") || name.contains(",cdi-");
  }
}
