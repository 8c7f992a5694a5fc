package dev.gpumock.nvml;

import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.Machine;

/**
 * Where each NVLink of each GPU ends: spread over the switches of the baseboard, or at a switch of
 * the rack that the node cannot see, or nowhere.
 */
final class LinkPlan {
  private static final int REMOTE_SWITCH = 2;
  private static final int REMOTE_UNKNOWN = 255;

  private final Machine machine;

  LinkPlan(Machine machine) {
    this.machine = machine;
  }

  void write(StateRecord record, int gpuNumber) {
    Gpu gpu = machine.gpus().get(gpuNumber);
    int links = gpu.board().nvlink().map(ports -> ports.count()).orElse(0);
    int switches = machine.nvSwitches().size();
    boolean switched = switches > 0 || machine.fabric().isPresent();
    record.put("link_active", switched ? links : 0);
    for (int link = 0; link < links; link++) {
      record
          .put("link_remote_kind", link, switched ? REMOTE_SWITCH : REMOTE_UNKNOWN)
          .put("link_remote", link, switches > 0 ? link * switches / links : 0)
          .put("link_remote_link", link, gpuNumber * links / Math.max(1, switches) + link % 2);
    }
  }
}
