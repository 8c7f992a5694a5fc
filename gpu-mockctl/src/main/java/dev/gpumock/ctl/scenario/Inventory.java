package dev.gpumock.ctl.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The GPUs that the cluster offers.
 *
 * @param counts of nodes that have GPUs: how many
 * @param gpus as ResourceSlices tell of them; none with a device plugin
 */
record Inventory(Map<String, Integer> counts, List<Gpu> gpus) {
  private static final String RESOURCE = "nvidia.com/gpu";

  Inventory {
    counts = new TreeMap<>(counts);
    gpus = List.copyOf(gpus);
  }

  static Inventory of(Kubectl kubectl, Driver driver) {
    return driver == Driver.DRA
        ? ofSlices(kubectl.json("get", "resourceslices"))
        : ofNodes(kubectl.json("get", "nodes"));
  }

  private static Inventory ofSlices(JsonNode slices) {
    List<Gpu> gpus = new ArrayList<>();
    Map<String, Integer> counts = new TreeMap<>();
    for (JsonNode slice : slices.path("items")) {
      JsonNode spec = slice.path("spec");
      if (spec.path("driver").asText().equals(Gpu.DRIVER)) {
        String node = spec.path("nodeName").asText();
        String pool = spec.path("pool").path("name").asText();
        spec.path("devices").forEach(device -> gpus.add(Gpu.of(node, pool, device)));
      }
    }
    gpus.stream().filter(Gpu::whole).forEach(gpu -> counts.merge(gpu.node(), 1, Integer::sum));
    return new Inventory(counts, gpus);
  }

  private static Inventory ofNodes(JsonNode nodes) {
    Map<String, Integer> counts = new TreeMap<>();
    for (JsonNode node : nodes.path("items")) {
      int count = node.path("status").path("allocatable").path(RESOURCE).asInt();
      if (count > 0) {
        counts.put(node.path("metadata").path("name").asText(), count);
      }
    }
    return new Inventory(counts, List.of());
  }

  /** Of the node with the most GPUs. */
  int most() {
    return counts.values().stream().max(Integer::compare).orElse(0);
  }

  /** The first of the nodes with the most GPUs; empty if no node has any. */
  String node() {
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() == most())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  int on(String node) {
    return counts.getOrDefault(node, 0);
  }

  /** Of the whole GPUs that are published of a node. */
  SortedSet<String> uuids(String node) {
    SortedSet<String> uuids = new TreeSet<>();
    gpus.stream()
        .filter(gpu -> gpu.whole() && gpu.node().equals(node))
        .forEach(gpu -> uuids.add(gpu.uuid()));
    return uuids;
  }

  Optional<Gpu> gpu(String pool, String device) {
    return gpus.stream()
        .filter(gpu -> gpu.pool().equals(pool) && gpu.device().equals(device))
        .findFirst();
  }

  /** Over all nodes no two GPUs have the same UUID. */
  Finding differ() {
    List<String> uuids = gpus.stream().filter(Gpu::whole).map(Gpu::uuid).toList();
    int different = Set.copyOf(uuids).size();
    return Finding.equal(
        "UUIDs in ResourceSlices", uuids.size() + " different", different + " different");
  }

  /** The last whole GPU of the node that scenarios use: not the one that anybody would get. */
  Optional<Gpu> chosen() {
    return gpus.stream()
        .filter(gpu -> gpu.whole() && gpu.node().equals(node()))
        .reduce((first, second) -> second);
  }
}
