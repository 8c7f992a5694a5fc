package dev.gpumock.topo;

/** A network adapter that shows up in nvidia-smi topo -m, for example mlx5_0. */
public record Nic(String name, Bdf bdf, int numaNode) {
  public Nic {
    Check.text("name", name, 15);
    Check.range("numaNode", numaNode, 0, 1023);
  }
}
