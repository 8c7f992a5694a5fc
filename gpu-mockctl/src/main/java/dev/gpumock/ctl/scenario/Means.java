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
  private static final String CHECK = "requirements";

  private final RunSettings settings;

  Means(RunSettings settings) {
    this.settings = settings;
  }

  /**
   * What is missing.
   *
   * @param required whether that is a failure
   */
  Optional<Finding> missing(Requirements wanted, Inventory inventory, boolean required) {
    Row.Outcome outcome = required ? Row.Outcome.FAILED : Row.Outcome.SKIPPED;
    long nodes = inventory.counts().values().stream().filter(n -> n >= wanted.gpus()).count();
    if (nodes < wanted.nodes()) {
      String expected =
          "%s with %s or more"
              .formatted(counted(wanted.nodes(), "node"), counted(wanted.gpus(), "GPU"));
      String seen = nodes == 0 ? "no such node" : counted(nodes, "such node");
      return Optional.of(new Finding(outcome, CHECK, expected, seen));
    }
    return absent(wanted, inventory).map(what -> new Finding(outcome, CHECK, what, "not there"));
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private Optional<String> absent(Requirements wanted, Inventory inventory) {
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
