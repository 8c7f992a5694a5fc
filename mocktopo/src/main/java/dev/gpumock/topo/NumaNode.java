package dev.gpumock.topo;

/** A memory node of the host and the CPUs next to it. */
public record NumaNode(int id, CpuSet cpus) {
  public NumaNode {
    Check.range("id", id, 0, 1023);
  }
}
