package dev.gpumock.topo;

import java.util.List;

/** The machine around the GPUs: processors and memory nodes, and whether it is a guest. */
public record Host(CpuArchitecture cpu, List<NumaNode> numaNodes, Virtualization virtualization) {
  /** What nvmlDeviceGetVirtualizationMode says of every GPU. */
  public enum Virtualization {
    NONE(0),
    PASS_THROUGH(1),
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
