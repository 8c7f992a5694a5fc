package dev.gpumock.cdi;

import dev.gpumock.cdi.request.DriverFacts;
import dev.gpumock.cdi.request.GpuFacts;
import dev.gpumock.cdi.request.MigFacts;
import dev.gpumock.topo.AddressingMode;
import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.GpuInstance;
import dev.gpumock.topo.GpuInstance.ComputeInstance;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.MigUuid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * A simulated machine, as NVML tells of its GPUs when the node starts. One that has MIG mode and no
 * MIG device is taken for a whole one: its instances are yet to be made.
 */
public final class MachineFacts {
  /** Of profiles such as 1g.24gb+gfx. */
  private static final String GRAPHICS = "+gfx";

  private MachineFacts() {}

  public static DriverFacts of(Machine machine) {
    return new DriverFacts(
        Optional.of(machine.driver().version()),
        machine.gpus().stream().map(MachineFacts::of).toList());
  }

  public static GpuFacts of(Gpu gpu) {
    List<MigFacts> parts = migDevices(gpu);
    return new GpuFacts(
        gpu.index(),
        gpu.uuid().toString(),
        gpu.minor(),
        gpu.bdf().toString(),
        gpu.board().product().name(),
        gpu.board().features().addressing() == AddressingMode.ATS,
        !parts.isEmpty(),
        parts);
  }

  /** In the driver's order: by the ids of the two instances. */
  private static List<MigFacts> migDevices(Gpu gpu) {
    if (gpu.gpuInstances().isEmpty()) {
      return List.of();
    }
    List<MigFacts> devices = new ArrayList<>();
    for (GpuInstance instance : byId(gpu.gpuInstances(), GpuInstance::id)) {
      boolean graphics = instance.profile().name().contains(GRAPHICS);
      for (ComputeInstance compute : byId(instance.computeInstances(), ComputeInstance::id)) {
        String uuid = MigUuid.of(gpu.uuid(), instance.id(), compute.id());
        devices.add(new MigFacts(devices.size(), uuid, instance.id(), compute.id(), graphics));
      }
    }
    return devices;
  }

  private static <T> List<T> byId(List<T> all, ToIntFunction<T> id) {
    return all.stream().sorted(Comparator.comparingInt(id)).toList();
  }
}
