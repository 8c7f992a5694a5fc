package dev.gpumock.topo;

/** How many programs may compute on a GPU: nvmlComputeMode_t, by number. */
public enum ComputeMode {
  DEFAULT,
  EXCLUSIVE_THREAD,
  PROHIBITED,
  EXCLUSIVE_PROCESS
}
