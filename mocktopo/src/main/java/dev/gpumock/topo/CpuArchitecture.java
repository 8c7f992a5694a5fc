package dev.gpumock.topo;

/** What the node's processors run; decides which build of the driver library is placed. */
public enum CpuArchitecture {
  AMD64,
  ARM64
}
