package dev.gpumock.topo;

import java.util.OptionalInt;

/**
 * Frame buffer and its window.
 *
 * @param totalMiB what nvidia-smi prints as Total, the reserved part included (drivers since 510)
 * @param reservedMiB what the driver keeps; depends on the driver version
 * @param bar1MiB absent where the board refuses the question (GH200)
 */
public record Memory(int totalMiB, int reservedMiB, OptionalInt bar1MiB, OptionalInt busWidthBits) {
  public Memory {
    Check.range("totalMiB", totalMiB, 1, 4_194_304);
    Check.range("reservedMiB", reservedMiB, 0, totalMiB);
    Check.range("bar1MiB", bar1MiB, 1, 4_194_304);
    Check.range("busWidthBits", busWidthBits, 32, 32_768);
  }
}
