package dev.gpumock.ctl.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the cluster has of that which scenarios require. */
final class Means {
  private final RunSettings settings;

  Means(RunSettings settings) {
    this.settings = settings;
  }

  /** What is missing, in words. */
  Optional<String> missing(Requirements wanted, Inventory inventory) {
    long nodes = inventory.counts().values().stream().filter(n -> n >= wanted.gpus()).count();
    if (nodes < wanted.nodes()) {
      return Optional.of(
          "%d nodes with %d GPUs; there are %d".formatted(wanted.nodes(), wanted.gpus(), nodes));
    }
    if (wanted.mig() && inventory.gpus().stream().noneMatch(gpu -> !gpu.whole())) {
      return Optional.of("MIG devices in a ResourceSlice");
    }
    if (wanted.nodePower() && !settings.powersNodes()) {
      return Optional.of("--node-off and --node-on, to power nodes off and on");
    }
    return Stream.concat(
            absent(wanted.kubernetesFeatures(), this::kubernetesHas, "Kubernetes"),
            absent(wanted.driverFeatures(), this::driverHas, "the DRA driver"))
        .findFirst();
  }

  private static Stream<String> absent(List<String> features, Predicate<String> has, String of) {
    return features.stream()
        .filter(feature -> !has.test(feature))
        .map(feature -> "the feature gate %s of %s".formatted(feature, of));
  }

  /** The API server tells of its feature gates in its metrics. */
  private boolean kubernetesHas(String feature) {
    String start = "kubernetes_feature_enabled{name=\"" + feature + "\",";
    return settings
        .kubectl()
        .text("get", "--raw", "/metrics")
        .lines()
        .anyMatch(line -> line.startsWith(start) && line.endsWith(" 1"));
  }

  private boolean driverHas(String feature) {
    JsonNode set =
        settings
            .kubectl()
            .json(
                "get",
                "daemonset",
                "-n",
                settings.namespaceOf(Workload.DRA_PLUGIN),
                settings.daemonSetOf(Workload.DRA_PLUGIN));
    JsonNode containers = set.path("spec").path("template").path("spec").path("containers");
    return StreamSupport.stream(containers.spliterator(), false)
        .flatMap(c -> StreamSupport.stream(c.path("env").spliterator(), false))
        .filter(variable -> variable.path("name").asText().equals("FEATURE_GATES"))
        .flatMap(variable -> Arrays.stream(variable.path("value").asText().split(",")))
        .anyMatch(gate -> gate.strip().equals(feature + "=true"));
  }
}
