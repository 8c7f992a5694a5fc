package dev.gpumock.topo.capture;

import dev.gpumock.topo.Engines;
import dev.gpumock.topo.Mig;
import dev.gpumock.topo.Mig.ComputeInstanceProfile;
import dev.gpumock.topo.Mig.GpuInstanceProfile;
import dev.gpumock.topo.MigPlaces;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The MIG devices of a GPU's log as the GPU instances that they are parts of. */
final class CapturedInstances {
  /** Drivers differ by some percent in the memory of a profile; the next one has twice as much. */
  private static final int TOLERANCE = 8;

  private static final String SHARED = "device_attributes/shared/";

  private final Mig mig;
  private final MigPlaces places;
  private final Map<Integer, List<SmiLog>> byInstance = new TreeMap<>();

  /**
   * @throws IllegalArgumentException where a device has no ids
   */
  CapturedInstances(List<SmiLog> devices, Mig mig) {
    this.mig = mig;
    this.places = new MigPlaces(mig);
    for (SmiLog device : devices) {
      byInstance
          .computeIfAbsent(id(device, "gpu_instance_id"), id -> new ArrayList<>())
          .add(device);
    }
  }

  private static int id(SmiLog device, String element) {
    return device
        .number(element)
        .filter(id -> id >= 0 && id < 16)
        .map(Long::intValue)
        .orElseThrow(() -> new IllegalArgumentException("one of them has no " + element));
  }

  /**
   * As in a machine file.
   *
   * @throws IllegalArgumentException where a profile cannot be told
   */
  List<Map<String, Object>> properties() {
    List<Map<String, Object>> instances = new ArrayList<>();
    byInstance.forEach((id, devices) -> instances.add(instance(id, devices)));
    return instances;
  }

  private Map<String, Object> instance(int id, List<SmiLog> devices) {
    GpuInstanceProfile profile = profile(id, devices);
    Map<String, Object> instance = new LinkedHashMap<>();
    instance.put("profile", profile.name());
    instance.put("id", id);
    List<Map<String, Object>> inside =
        devices.stream()
            .sorted(Comparator.comparingInt(device -> id(device, "compute_instance_id")))
            .map(device -> compute(profile, device))
            .toList();
    if (!isWhole(profile, devices)) {
      instance.put("computeInstances", inside);
    }
    return instance;
  }

  /** What a machine file need not say: one compute instance that takes all. */
  private static boolean isWhole(GpuInstanceProfile profile, List<SmiLog> devices) {
    return devices.size() == 1
        && id(devices.get(0), "compute_instance_id") == 0
        && part(profile, devices.get(0)).filter(p -> p.slices() == profile.slices()).isPresent();
  }

  private static Map<String, Object> compute(GpuInstanceProfile profile, SmiLog device) {
    Map<String, Object> compute = new LinkedHashMap<>();
    compute.put("profile", part(profile, device).orElseThrow().name());
    compute.put("id", id(device, "compute_instance_id"));
    return compute;
  }

  private static Optional<ComputeInstanceProfile> part(GpuInstanceProfile profile, SmiLog device) {
    Optional<Long> wanted = device.number(SHARED + "multiprocessor_count");
    return profile.computeInstanceProfiles().stream()
        .filter(part -> wanted.equals(Optional.of((long) part.engines().multiprocessors())))
        .findFirst();
  }

  private GpuInstanceProfile profile(int id, List<SmiLog> devices) {
    List<GpuInstanceProfile> fit =
        mig.gpuInstanceProfiles().stream()
            .filter(p -> hasPlace(p, id))
            .filter(p -> devices.stream().allMatch(d -> part(p, d).isPresent() && hasMemory(p, d)))
            .toList();
    List<GpuInstanceProfile> alike =
        fit.size() < 2
            ? fit
            : fit.stream().filter(p -> hasEngines(p.engines(), devices.get(0))).toList();
    if (alike.size() == 1) {
      return alike.get(0);
    }
    List<String> names = (alike.isEmpty() ? fit : alike).stream().map(p -> p.name()).toList();
    throw new IllegalArgumentException(
        "the profile of GPU instance %d cannot be told, %s"
            .formatted(
                id,
                names.isEmpty()
                    ? "the board's table has none like it"
                    : "it may be " + String.join(" or ", names)));
  }

  private boolean hasPlace(GpuInstanceProfile profile, int id) {
    return places.start(profile, id, false).isPresent()
        || places.start(profile, id, true).isPresent();
  }

  private static boolean hasMemory(GpuInstanceProfile profile, SmiLog device) {
    long table = profile.memoryMiB();
    long log = device.number("fb_memory_usage/total").orElse(table);
    return Math.abs(log - table) <= table / TOLERANCE;
  }

  private static boolean hasEngines(Engines engines, SmiLog device) {
    return is(device, "copy_engine_count", engines.copyEngines())
        && is(device, "encoder_count", engines.encoders())
        && is(device, "decoder_count", engines.decoders())
        && is(device, "ofa_count", engines.ofas())
        && is(device, "jpg_count", engines.jpegs());
  }

  /** A log that does not say rules nothing out. */
  private static boolean is(SmiLog device, String element, long value) {
    return device.number(SHARED + element).map(own -> own == value).orElse(true);
  }
}
