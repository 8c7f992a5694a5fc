package dev.gpumock.topo;

import java.util.List;

/** The machine around the GPUs: processors and memory nodes, and whether it is a guest. */
public record Host(CpuArchitecture cpu, List<NumaNode> numaNodes, Virtualization virtualization) {
  /** What nvmlDeviceGetVirtualizationMode says of every GPU. */
  public enum Virtualization {
    NONE,
    PASS_THROUGH
  }

  public Host {
    numaNodes = List.copyOf(numaNodes);
  }
}
