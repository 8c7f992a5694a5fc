package dev.gpumock.ctl.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * All that is known of one container's GPUs.
 *
 * @param specifications CDI files by the UID of their claim; with a device plugin by their node
 */
record GpuEvidence(
    Consumer consumer,
    PodView view,
    List<Allocation> allocations,
    NodeFacts facts,
    Inventory inventory,
    Map<String, JsonNode> specifications) {
  GpuEvidence {
    allocations = List.copyOf(allocations);
  }

  /** The devices that the claims name, as they are published now. */
  List<Gpu> gpus() {
    return allocations.stream()
        .map(
            given ->
                inventory
                    .gpu(given.pool(), given.device())
                    .orElse(new Gpu("", given.pool(), given.device(), Map.of())))
        .toList();
  }

  /** With claims those of their devices; a device plugin tells none, so those that it sees. */
  List<String> busIds() {
    return allocations.isEmpty() ? view.busIds() : gpus().stream().map(Gpu::pciBusId).toList();
  }

  JsonNode specification(Allocation allocation) {
    return specifications.get(allocation.claim());
  }

  /** The device plugin's, which is about all GPUs of the node. */
  JsonNode specification() {
    return specifications.get(consumer.node());
  }
}
