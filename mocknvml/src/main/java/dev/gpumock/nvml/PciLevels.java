package dev.gpumock.nvml;

import dev.gpumock.topo.Bdf;
import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.Nic;
import java.util.OptionalInt;

/** nvmlGpuTopologyLevel_t of two devices, from where they sit. */
final class PciLevels {
  private static final int SINGLE_SWITCH = 10;
  private static final int NUMA_NODE = 40;
  private static final int SYSTEM = 50;

  int between(Gpu a, Gpu b) {
    return level(a.bdf(), a.numaNode(), b.bdf(), b.numaNode());
  }

  int between(Gpu gpu, Nic nic) {
    return level(gpu.bdf(), gpu.numaNode(), nic.bdf(), OptionalInt.of(nic.numaNode()));
  }

  private static int level(Bdf a, OptionalInt nodeOfA, Bdf b, OptionalInt nodeOfB) {
    if (a.domain() == b.domain() && a.bus() == b.bus()) {
      return SINGLE_SWITCH;
    }
    return nodeOfA.equals(nodeOfB) ? NUMA_NODE : SYSTEM;
  }
}
