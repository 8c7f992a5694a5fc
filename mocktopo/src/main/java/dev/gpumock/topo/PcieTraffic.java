package dev.gpumock.topo;

import java.util.OptionalInt;

/**
 * What passes the PCIe link of a resting GPU.
 *
 * @param txKBps sent by the GPU
 * @param rxKBps received by it
 * @param replays transfers repeated since the driver was loaded
 */
public record PcieTraffic(OptionalInt txKBps, OptionalInt rxKBps, OptionalInt replays) {
  public PcieTraffic {
    Check.range("txKBps", txKBps, 0, 1_000_000_000);
    Check.range("rxKBps", rxKBps, 0, 1_000_000_000);
    Check.range("replays", replays, 0, Integer.MAX_VALUE);
  }
}
