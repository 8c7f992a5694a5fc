package dev.gpumock.topo.capture;

import java.util.Locale;
import java.util.Optional;

/** The NVLink domain that a {@code gpu} element says it is in. */
final class CapturedFabric {
  private final SmiLog gpu;
  private final boolean scrubbed;

  CapturedFabric(SmiLog gpu, boolean scrubbed) {
    this.gpu = gpu;
    this.scrubbed = scrubbed;
  }

  Properties properties() {
    Properties fabric = new Properties();
    if (gpu.value("fabric/state").isEmpty()) {
      return fabric;
    }
    fabric.put("cliqueId", gpu.number("fabric/cliqueId").orElse(0L));
    Optional<String> cluster =
        gpu.value("fabric/clusterUuid").filter(id -> id.matches("[0-9a-fA-F-]{36}"));
    boolean own = cluster.map(id -> id.matches("[0-]+")).orElse(true);
    if (scrubbed && !own) {
      fabric.put("domain", "captured");
    } else {
      fabric.put("clusterUuid", cluster);
    }
    Properties health = new Properties();
    health.put(
        "summary",
        gpu.word("fabric/health/summary", "Healthy", "Unhealthy", "Limited Capacity")
            .map(s -> s.toLowerCase(Locale.ROOT).replace(' ', '-')));
    health.put("bandwidthDegraded", answer("bandwidth", "Full"));
    health.put("routeRecovery", answer("route_recovery_in_progress", "False"));
    health.put("routeUnhealthy", answer("route_unhealthy", "False"));
    health.put("accessTimeout", answer("access_timeout_recovery", "False"));
    health.put(
        "configuration",
        gpu.value("fabric/health/incorrect_configuration")
            .filter(v -> v.equals("None"))
            .map(v -> "correct"));
    return fabric.put("health", health);
  }

  private Optional<String> answer(String name, String no) {
    return gpu.value("fabric/health/" + name).map(text -> text.equals(no) ? "no" : "yes");
  }
}
