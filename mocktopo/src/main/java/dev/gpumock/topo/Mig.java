package dev.gpumock.topo;

import java.util.List;

/** How a board can be cut into GPU instances and these into compute instances. */
public record Mig(List<GpuInstanceProfile> gpuInstanceProfiles) {
  public Mig {
    gpuInstanceProfiles = List.copyOf(gpuInstanceProfiles);
  }

  /**
   * One row of {@code nvidia-smi mig -lgip}.
   *
   * @param nvmlProfile NVML_GPU_INSTANCE_PROFILE_* index
   * @param id what the driver prints, for example 19 for 1g.5gb
   * @param name for example {@code 1g.5gb}
   * @param placements possible starts, each taking {@code size} memory slices
   */
  public record GpuInstanceProfile(
      int nvmlProfile,
      int id,
      String name,
      int slices,
      int size,
      List<Integer> placements,
      int maxInstances,
      int memoryMiB,
      Engines engines,
      boolean p2p,
      List<ComputeInstanceProfile> computeInstanceProfiles) {
    public GpuInstanceProfile {
      Check.range("nvmlProfile", nvmlProfile, 0, 17);
      Check.range("id", id, 0, 255);
      Check.text("name", name, 63);
      Check.range("slices", slices, 1, 8);
      Check.range("size", size, 1, 16);
      Check.range("maxInstances", maxInstances, 1, 16);
      Check.range("memoryMiB", memoryMiB, 1, 4_194_304);
      placements = List.copyOf(placements);
      computeInstanceProfiles = List.copyOf(computeInstanceProfiles);
    }
  }

  /** One row of {@code nvidia-smi mig -lcip}. */
  public record ComputeInstanceProfile(
      int nvmlProfile, int id, String name, int slices, int maxInstances, Engines engines) {
    public ComputeInstanceProfile {
      Check.range("nvmlProfile", nvmlProfile, 0, 8);
      Check.range("id", id, 0, 255);
      Check.text("name", name, 63);
      Check.range("slices", slices, 1, 8);
      Check.range("maxInstances", maxInstances, 1, 16);
    }
  }
}
