package dev.gpumock.nvml;

import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.GpuInstance;
import dev.gpumock.topo.GpuInstance.ComputeInstance;
import dev.gpumock.topo.Mig;
import dev.gpumock.topo.Mig.GpuInstanceProfile;
import java.util.List;

/** The GPU instances that a GPU starts with, in the slots that the library makes its own in. */
final class InstancesImage {
  private final List<GpuInstance> instances;
  private final List<GpuInstanceProfile> profiles;
  private int computeSlot;

  InstancesImage(Gpu gpu) {
    this.instances = gpu.gpuInstances();
    this.profiles = gpu.board().mig().map(Mig::gpuInstanceProfiles).orElse(List.of());
  }

  void write(StateRecord record) {
    for (int slot = 0; slot < instances.size(); slot++) {
      GpuInstance instance = instances.get(slot);
      record
          .put("gi_used", slot, 1)
          .put("gi_id", slot, instance.id())
          .put("gi_profile", slot, profiles.indexOf(instance.profile()))
          .put("gi_start", slot, instance.start());
      for (ComputeInstance compute : instance.computeInstances()) {
        compute(record, instance, compute);
      }
    }
  }

  private void compute(StateRecord record, GpuInstance instance, ComputeInstance compute) {
    int part = instance.profile().computeInstanceProfiles().indexOf(compute.profile());
    record
        .put("ci_used", computeSlot, 1)
        .put("ci_id", computeSlot, compute.id())
        .put("ci_gi", computeSlot, instance.id())
        .put("ci_part", computeSlot, part)
        .put("ci_start", computeSlot, compute.start());
    computeSlot++;
  }
}
