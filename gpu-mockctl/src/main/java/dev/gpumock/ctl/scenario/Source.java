package dev.gpumock.ctl.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
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
  /** The device plugin's CDI file, where devices are named by UUID, by the container's nodes. */
  PLUGIN_CDI("CDI file of the device plugin"),
  /** Device nodes of the container, by minor number. */
  DEVICE_NODES("device nodes in the container"),
  /** The PCI addresses, of the ResourceSlice or those in the container, in the node's /proc. */
  PROC("/proc of the node"),
  /** The same in the node's driver library. */
  NVML("NVML of the node");

  private static final Pattern NODE = Pattern.compile("/dev/nvidia(\\d+)");

  private final String title;

  Source(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** Whether it is there with that driver. */
  boolean isOf(Driver driver) {
    return switch (this) {
      case SLICES, CDI -> driver == Driver.DRA;
      case PLUGIN_CDI -> driver == Driver.DEVICE_PLUGIN;
      default -> true;
    };
  }

  SortedSet<String> uuids(GpuEvidence evidence) {
    SortedSet<String> uuids = new TreeSet<>();
    switch (this) {
      case DEVICE_NODES -> evidence.view().minors().forEach(m -> uuids.add(byMinor(evidence, m)));
      case PLUGIN_CDI -> evidence.view().minors().forEach(m -> uuids.add(pluginCdi(evidence, m)));
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
        minors(device).forEach(minor -> uuids.add(byMinor(evidence, minor)));
      }
    }
  }

  /** Besides devices named by UUID the file has one that is all of them. */
  private static String pluginCdi(GpuEvidence evidence, String minor) {
    for (JsonNode device : evidence.specification().path("devices")) {
      String name = device.path("name").asText();
      if (name.startsWith("GPU-") && minors(device).contains(minor)) {
        return name;
      }
    }
    return known(Optional.empty(), "/dev/nvidia" + minor);
  }

  private static List<String> minors(JsonNode device) {
    List<String> minors = new ArrayList<>();
    for (JsonNode node : device.path("containerEdits").path("deviceNodes")) {
      Matcher path = NODE.matcher(node.path("path").asText());
      if (path.matches()) {
        minors.add(path.group(1));
      }
    }
    return minors;
  }

  private static String byMinor(GpuEvidence evidence, String minor) {
    return known(evidence.facts().uuidOfMinor(minor), "/dev/nvidia" + minor);
  }

  private static String known(Optional<String> uuid, String what) {
    return uuid.orElse("unknown " + what);
  }
}
