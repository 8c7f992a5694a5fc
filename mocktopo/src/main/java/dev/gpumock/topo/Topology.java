package dev.gpumock.topo;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the devices of a machine are connected: derived from their PCI addresses, the switches above
 * them, memory nodes and NVLink, never typed.
 */
public final class Topology {
  private final Machine machine;

  public Topology(Machine machine) {
    this.machine = machine;
  }

  /** A place on PCI and near a memory node. */
  private record Place(Bdf bdf, Optional<PciPath> path, OptionalInt node) {
    static Place of(Gpu gpu) {
      return new Place(gpu.bdf(), gpu.pciPath(), gpu.numaNode());
    }

    static Place of(Nic nic) {
      return new Place(nic.bdf(), nic.pciPath(), nic.numaNode());
    }
  }

  /** The way over PCIe, whatever NVLink there is. */
  public TopologyLevel level(Gpu a, Gpu b) {
    return a.bdf().equals(b.bdf()) ? TopologyLevel.INTERNAL : level(Place.of(a), Place.of(b));
  }

  public TopologyLevel level(Gpu gpu, Nic nic) {
    return level(Place.of(gpu), Place.of(nic));
  }

  public TopologyLevel level(Nic a, Nic b) {
    return a.bdf().equals(b.bdf()) ? TopologyLevel.INTERNAL : level(Place.of(a), Place.of(b));
  }

  private static TopologyLevel level(Place a, Place b) {
    TopologyLevel bridges =
        a.path().isPresent() && b.path().isPresent()
            ? byPath(a.path().get(), b.path().get())
            : byAddress(a.bdf(), b.bdf());
    if (bridges != TopologyLevel.SYSTEM) {
      return bridges;
    }
    boolean near = a.node().isPresent() && a.node().equals(b.node());
    return near ? TopologyLevel.NODE : TopologyLevel.SYSTEM;
  }

  private static TopologyLevel byPath(PciPath a, PciPath b) {
    int shared = a.shared(b);
    if (shared == 0) {
      return TopologyLevel.SYSTEM;
    }
    if (shared == 1) {
      return TopologyLevel.HOST_BRIDGE;
    }
    boolean same = shared == a.parts().size() && shared == b.parts().size();
    return same ? TopologyLevel.SINGLE : TopologyLevel.MULTIPLE;
  }

  /** Devices of bus 0 sit at the host bridge itself; any other bus is behind one bridge. */
  private static TopologyLevel byAddress(Bdf a, Bdf b) {
    if (a.domain() != b.domain() || a.bus() != b.bus()) {
      return TopologyLevel.SYSTEM;
    }
    return a.bus() == 0 ? TopologyLevel.HOST_BRIDGE : TopologyLevel.SINGLE;
  }

  /** NVLinks between two GPUs, through switches or direct; 0 where there are none. */
  public int links(Gpu a, Gpu b) {
    int direct =
        machine.nvLinkPairs().stream()
            .filter(pair -> joins(pair, a.index(), b.index()))
            .mapToInt(NvLinkPair::links)
            .sum();
    return direct > 0 || !switched() ? direct : Math.min(ports(a), ports(b));
  }

  private static boolean joins(NvLinkPair pair, int a, int b) {
    return (pair.a() == a && pair.b() == b) || (pair.a() == b && pair.b() == a);
  }

  /** Whether switches, of the baseboard or of the rack, join all GPUs. */
  public boolean switched() {
    return !machine.nvSwitches().isEmpty() || machine.fabric().isPresent();
  }

  /** Whether any two GPUs are joined by NVLink. */
  public boolean joinsGpus() {
    return machine.gpus().stream()
        .anyMatch(
            a -> machine.gpus().stream().anyMatch(b -> a.index() != b.index() && links(a, b) > 0));
  }

  private static int ports(Gpu gpu) {
    return gpu.board().nvlink().map(NvLinkPorts::count).orElse(0);
  }

  /** The cell of nvidia-smi topo -m: X, NVn, or the way over PCIe. */
  public String cell(Gpu a, Gpu b) {
    TopologyLevel level = level(a, b);
    int links = links(a, b);
    return level == TopologyLevel.INTERNAL || links == 0 ? level.cell() : "NV" + links;
  }

  public String cell(Gpu gpu, Nic nic) {
    return level(gpu, nic).cell();
  }
}
