package dev.gpumock.ctl.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One who knows which GPUs a container has. Each goes its own way from the container to the UUIDs,
 * so that no two can be wrong together.
 */
enum Source {
  /** Devices that the claim's status names, looked up in the ResourceSlices. */
  SLICES("ResourceClaim and ResourceSlice"),
  /** Device nodes of the claim's devices in the CDI file, by minor number. */
  CDI("CDI file"),
  /** Device nodes of the container, by minor number. */
  DEVICE_NODES("device nodes in the container"),
  /** The PCI addresses of the ResourceSlice in the node's /proc. */
  PROC("/proc of the node"),
  /** The PCI addresses of the ResourceSlice in the node's driver library. */
  NVML("NVML of the node");

  private static final Pattern NODE = Pattern.compile("/dev/nvidia(\\d+)");

  private final String title;

  Source(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  SortedSet<String> uuids(GpuEvidence evidence) {
    SortedSet<String> uuids = new TreeSet<>();
    switch (this) {
      case DEVICE_NODES -> evidence.view().minors().forEach(m -> uuids.add(byMinor(evidence, m)));
      case CDI -> evidence.allocations().forEach(a -> cdi(evidence, a, uuids));
      case SLICES -> evidence.gpus().forEach(gpu -> uuids.add(gpu.uuid()));
      case PROC ->
          evidence.busIds().forEach(bus -> uuids.add(known(evidence.facts().procUuid(bus), bus)));
      case NVML ->
          evidence.busIds().forEach(bus -> uuids.add(known(evidence.facts().nvmlUuid(bus), bus)));
    }
    return uuids;
  }

  private static void cdi(GpuEvidence evidence, Allocation allocation, SortedSet<String> uuids) {
    String name = allocation.claim() + "-" + allocation.device();
    for (JsonNode device : evidence.specification(allocation).path("devices")) {
      if (device.path("name").asText().equals(name)) {
        for (JsonNode node : device.path("containerEdits").path("deviceNodes")) {
          Matcher path = NODE.matcher(node.path("path").asText());
          if (path.matches()) {
            uuids.add(byMinor(evidence, path.group(1)));
          }
        }
      }
    }
  }

  private static String byMinor(GpuEvidence evidence, String minor) {
    return known(evidence.facts().uuidOfMinor(minor), "/dev/nvidia" + minor);
  }

  private static String known(Optional<String> uuid, String what) {
    return uuid.orElse("unknown " + what);
  }
}
