package dev.gpumock.topo;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A network adapter that shows up in nvidia-smi topo -m, for example mlx5_0; in the order of its
 * NICn.
 */
public record Nic(String name, Bdf bdf, OptionalInt numaNode, Optional<PciPath> pciPath) {
  public Nic {
    Check.text("name", name, 15);
    Check.range("numaNode", numaNode, 0, 1023);
  }
}
