package dev.gpumock.nvml;

import java.util.Map;

/** A GPU fabric that the node has joined, and that is well. */
final class FabricHealth {
  /** NVML_GPU_FABRIC_STATE_COMPLETED. */
  private static final int COMPLETED = 3;

  /** Two bits a question, 2 says no: nothing degraded, nothing being recovered. */
  private static final int MASK = 2 | 2 << 2 | 2 << 4 | 2 << 6;

  private static final int HEALTHY = 1;

  static final Map<String, Integer> VALUES =
      Map.of(
          "fabric_state", COMPLETED, "fabric_health_mask", MASK, "fabric_health_summary", HEALTHY);

  private FabricHealth() {}
}
