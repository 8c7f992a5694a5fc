package dev.gpumock.cdi.request;

import java.util.List;

/**
 * What NVML tells of a GPU, as far as a specification needs it.
 *
 * @param index in NVML's order
 * @param uuid with {@code GPU-}
 * @param minor N of /dev/nvidiaN
 * @param busId in the kernel's form, for example {@code 0000:07:00.0}
 * @param name of the product
 * @param coherent whether the GPU shares the CPU's address space (addressing mode ATS)
 * @param migEnabled a GPU in MIG mode is no device itself, its MIG devices are
 */
public record GpuFacts(
    int index,
    String uuid,
    int minor,
    String busId,
    String name,
    boolean coherent,
    boolean migEnabled,
    List<MigFacts> migDevices) {
  public GpuFacts {
    migDevices = List.copyOf(migDevices);
  }

  /** The display card of a DGX Station, which computes nothing. */
  public boolean isDisplayOnly() {
    return name.equals("DGX Display") || name.equals("NVIDIA DGX Display");
  }
}
