package dev.gpumock.topo;

import java.util.List;
import java.util.Optional;

/**
 * The machine around the GPUs.
 *
 * @param virtualization whether it is a guest, or has guests
 * @param driverModel absent under Linux
 */
public record Host(
    CpuArchitecture cpu,
    List<NumaNode> numaNodes,
    Virtualization virtualization,
    Optional<DriverModel> driverModel) {
  /** What nvmlDeviceGetVirtualizationMode says of every GPU. */
  public enum Virtualization {
    NONE(0),
    PASS_THROUGH(1),
    /** The GPUs are virtual ones, parts of a host's. */
    VGPU(2),
    /** The driver hands parts of the GPUs to virtual machines. */
    HOST_VGPU(3);

    private final int nvmlCode;

    Virtualization(int nvmlCode) {
      this.nvmlCode = nvmlCode;
    }

    /** Its nvmlGpuVirtualizationMode_t. */
    public int nvmlCode() {
      return nvmlCode;
    }
  }

  public Host {
    numaNodes = List.copyOf(numaNodes);
  }
}
