package dev.gpumock.ctl.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All that is known of one container's GPUs.
 *
 * @param specifications CDI files by the UID of their claim
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

  /** With claims those of their devices; a device plugin tells none, so those of the GPUs seen. */
  List<String> busIds() {
    if (!allocations.isEmpty()) {
      return gpus().stream().map(Gpu::pciBusId).toList();
    }
    List<String> busIds = new ArrayList<>();
    facts.proc().stream()
        .filter(gpu -> view.minors().contains(gpu.minor()))
        .forEach(gpu -> busIds.add(gpu.bus()));
    return busIds;
  }

  JsonNode specification(Allocation allocation) {
    return specifications.get(allocation.claim());
  }
}
