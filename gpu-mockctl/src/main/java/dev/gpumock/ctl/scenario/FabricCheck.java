package dev.gpumock.ctl.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether nodes of one rack are one NVLink domain, by what nvidia-smi prints in pods and on nodes.
 */
final class FabricCheck {
  private static final String RACK = "gpu-mock.dev/rack";

  private final RunSettings settings;
  private final Driver driver;
  private final String namespace;
  private final Observer observer;

  FabricCheck(RunSettings settings, Driver driver, String namespace, Observer observer) {
    this.settings = settings;
    this.driver = driver;
    this.namespace = namespace;
    this.observer = observer;
  }

  List<Finding> of(Step.Fabric step) {
    Map<String, Fabrics> nodes = new TreeMap<>();
    for (String node : Inventory.of(settings.kubectl(), driver).counts().keySet()) {
      nodes.put(node, observer.fabrics(node));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(inPods(step, nodes));
    findings.addAll(new Racks(labels(RACK), labels(NodeMachine.LABEL), nodes).findings());
    return findings;
  }

  /** A container may have fewer GPUs than its node, but these are all in the node's domain. */
  private Finding inPods(Step.Fabric step, Map<String, Fabrics> nodes) {
    Map<String, String> expected = new TreeMap<>();
    Map<String, String> seen = new TreeMap<>();
    JsonNode pods = settings.kubectl().json("get", "pods", "-n", namespace);
    for (JsonNode pod : new PodNames(step.pods()).of(pods)) {
      for (Consumer consumer : Consumer.of(pod)) {
        expected.put(consumer.label(), nodes.get(consumer.node()) + "");
        seen.put(consumer.label(), ask(consumer) + "");
      }
    }
    boolean good = !seen.isEmpty() && expected.equals(seen);
    String check = "fabric in " + String.join(", ", step.pods());
    return new Finding(good, check, text(expected), seen.isEmpty() ? "no container" : text(seen));
  }

  private Fabrics ask(Consumer consumer) {
    String[] words = {
      "exec", "-n", namespace, consumer.podName(), "-c", consumer.name(), "--", "nvidia-smi", "-q"
    };
    return Fabrics.of(settings.kubectl().text(words));
  }

  private Map<String, String> labels(String name) {
    Map<String, String> labels = new TreeMap<>();
    for (JsonNode node : settings.kubectl().json("get", "nodes").path("items")) {
      JsonNode metadata = node.path("metadata");
      if (metadata.path("labels").has(name)) {
        labels.put(metadata.path("name").asText(), metadata.path("labels").path(name).asText());
      }
    }
    return labels;
  }

  private static String text(Map<String, String> map) {
    return map.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining("; "));
  }

  /**
   * @param racks by node
   * @param machines by node
   */
  private record Racks(
      Map<String, String> racks, Map<String, String> machines, Map<String, Fabrics> nodes) {
    List<Finding> findings() {
      List<Finding> findings = new ArrayList<>();
      Map<String, String> domains = new TreeMap<>();
      for (String rack : Set.copyOf(racks.values()).stream().sorted().toList()) {
        Map<String, String> of = fabrics(rack);
        if (!of.isEmpty()) {
          domains.put(rack, of.values().iterator().next());
        }
        if (of.size() > 1) {
          boolean one = Set.copyOf(of.values()).size() == 1;
          String nodes = "one on " + String.join(", ", of.keySet());
          findings.add(
              new Finding(
                  one, "fabric of rack " + rack, nodes, one ? domains.get(rack) : text(of)));
        }
      }
      if (findings.isEmpty()) {
        findings.add(Finding.skipped("fabric of a rack", "two nodes with one in a rack", why()));
      }
      if (domains.size() > 1) {
        int different = Set.copyOf(domains.values()).size();
        findings.add(
            Finding.equal(
                "fabrics of racks", domains.size() + " different", different + " different"));
      }
      return findings;
    }

    /** A node without counts only if its machine should have one, as others of that kind have. */
    private Map<String, String> fabrics(String rack) {
      Set<String> able = new LinkedHashSet<>();
      nodes.forEach(
          (node, fabrics) -> {
            if (fabrics.any()) {
              able.add(machines.getOrDefault(node, ""));
            }
          });
      Map<String, String> of = new TreeMap<>();
      nodes.forEach(
          (node, fabrics) -> {
            if (rack.equals(racks.get(node)) && able.contains(machines.getOrDefault(node, ""))) {
              of.put(node, fabrics + "");
            }
          });
      return of;
    }

    private String why() {
      if (nodes.size() < 2) {
        return "there is one node";
      }
      List<String> with =
          nodes.keySet().stream().filter(node -> nodes.get(node).any()).sorted().toList();
      return with.isEmpty()
          ? "no node has a fabric"
          : "only these have a fabric, each in another rack or in none: " + String.join(", ", with);
    }
  }
}
