package dev.gpumock.topo;

/**
 * What a driver may answer "not supported" of all boards that the catalog knows to answer: under
 * Windows, or of virtual GPUs. By number as in the library's refusals (session.h).
 */
public enum Refusal {
  PERSISTENCE_MODE,
  MINOR_NUMBER,
  MODULE_ID,
  /** Generation and width, as they can be and as they are. */
  PCIE_LINK,
  PCIE_REPLAYS,
  PCIE_THROUGHPUT,
  TEMPERATURE,
  MAX_CLOCKS,
  CLOCK_EVENT_REASONS,
  PROTECTED_MEMORY,
  JPEG_UTILIZATION,
  OFA_UTILIZATION
}
