package dev.gpumock.nvml;

import dev.gpumock.topo.Fabric.Health;
import java.util.List;

/** How well the GPU fabric is that the node has joined. */
final class FabricHealth {
  /** What a reset of the node takes from {@code fabric_initial}, in its order. */
  static final List<String> FIELDS =
      List.of("fabric_state", "fabric_health_mask", "fabric_health_summary");

  static final String INITIAL = "fabric_initial";

  /** NVML_GPU_FABRIC_STATE_COMPLETED. */
  private static final int COMPLETED = 3;

  private FabricHealth() {}

  static void write(StateRecord record, Health health) {
    List<Integer> values = List.of(COMPLETED, mask(health), health.summary().ordinal());
    for (int i = 0; i < FIELDS.size(); i++) {
      record.put(FIELDS.get(i), values.get(i)).put(INITIAL, i, values.get(i));
    }
  }

  /** Two bits a question, and four for the configuration. */
  private static int mask(Health health) {
    return health.bandwidthDegraded().ordinal()
        | health.routeRecovery().ordinal() << 2
        | health.routeUnhealthy().ordinal() << 4
        | health.accessTimeout().ordinal() << 6
        | health.configuration().ordinal() << 8;
  }
}
