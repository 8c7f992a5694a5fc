package dev.gpumock.topo;

/**
 * The board's NVLink interface.
 *
 * @param generation 1 Pascal, 2 Volta and Turing, 3 Ampere, 4 Hopper, 5 Blackwell
 * @param count links, at most 36 (NVML_NVLINK_MAX_LINKS)
 * @param speedMBps of one link and direction, as nvidia-smi nvlink -s prints it times 1000
 */
public record NvLinkPorts(int generation, int count, int speedMBps) {
  public NvLinkPorts {
    Check.range("generation", generation, 1, 6);
    Check.range("count", count, 1, 36);
    Check.range("speedMBps", speedMBps, 1, 1_000_000);
  }
}
