package dev.gpumock.topo;

/**
 * The chip-to-chip links to a Grace CPU.
 *
 * @param count links, at most 14 (NVML has metrics for so many)
 * @param speedMBps of one link and direction, as nvidia-smi c2c -s prints it times 1000
 */
public record C2cLinks(int count, int speedMBps) {
  public C2cLinks {
    Check.range("count", count, 1, 14);
    Check.range("speedMBps", speedMBps, 1, 1_000_000);
  }
}
