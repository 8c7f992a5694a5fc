package dev.gpumock.topo;

import java.time.Instant;

/**
 * The last time the board wrote its black box recorder (nvmlDeviceGetLastBBXFlushTime).
 *
 * @param at to the millisecond
 */
public record BbxFlush(Instant at, int durationMicros) {
  public BbxFlush {
    Check.range("durationMicros", durationMicros, 0, Integer.MAX_VALUE);
  }
}
