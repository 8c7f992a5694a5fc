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

  /** The links of the GPU that has most: rows in the table of links for each GPU. */
  int linksPerGpu() {
    return machine.gpus().stream().mapToInt(LinkPlan::links).max().orElse(0);
  }

  private static int links(Gpu gpu) {
    return gpu.board().nvlink().map(ports -> ports.count()).orElse(0);
  }

  void write(StateImage image, int gpuNumber) {
    int links = links(machine.gpus().get(gpuNumber));
    int switches = machine.nvSwitches().size();
    boolean switched = switches > 0 || machine.fabric().isPresent();
    for (int link = 0; link < links; link++) {
      image
          .link(gpuNumber * linksPerGpu() + link)
          .put("state", switched)
          .put("remote_kind", switched ? REMOTE_SWITCH : REMOTE_UNKNOWN)
          .put("remote", switches > 0 ? link * switches / links : 0)
          .put("remote_link", gpuNumber * links / Math.max(1, switches) + link % 2);
    }
  }
}
