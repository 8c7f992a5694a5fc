package dev.gpumock.nvml;

import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.NvLinkPair;
import dev.gpumock.topo.Topology;

/**
 * Where each NVLink of each GPU ends: at another GPU that it is paired with, spread over the
 * switches of the baseboard, at a switch of the rack that the node cannot see, or nowhere.
 */
final class LinkPlan {
  private static final int REMOTE_GPU = 0;
  private static final int REMOTE_SWITCH = 2;
  static final int REMOTE_UNKNOWN = 255;

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
    int direct = pairs(image, gpuNumber);
    boolean switched = direct == 0 && new Topology(machine).switched();
    int links = links(machine.gpus().get(gpuNumber));
    int switches = machine.nvSwitches().size();
    for (int link = direct; link < links; link++) {
      row(image, gpuNumber, link)
          .put("state", switched)
          .put("remote_kind", switched ? REMOTE_SWITCH : REMOTE_UNKNOWN)
          .put("remote", switches > 0 ? link * switches / links : 0)
          .put("remote_link", gpuNumber * links / Math.max(1, switches) + link % 2);
    }
  }

  private StateRecord row(StateImage image, int gpu, int link) {
    return image.link(gpu * linksPerGpu() + link);
  }

  /** Links straight to other GPUs, in the order of the pairs; answers how many. */
  private int pairs(StateImage image, int gpu) {
    int used = 0;
    int free = links(machine.gpus().get(gpu));
    for (NvLinkPair pair : machine.nvLinkPairs()) {
      int peer = pair.a() == gpu ? pair.b() : pair.b() == gpu ? pair.a() : -1;
      for (int i = 0; peer >= 0 && i < pair.links() && used < free; i++) {
        row(image, gpu, used++)
            .put("state", true)
            .put("remote_kind", REMOTE_GPU)
            .put("remote", peer)
            .put("remote_link", firstLink(pair, peer) + i);
      }
    }
    return used;
  }

  /** The number that the first link of the pair has at the GPU. */
  private int firstLink(NvLinkPair wanted, int gpu) {
    int first = 0;
    for (NvLinkPair pair : machine.nvLinkPairs()) {
      if (pair.equals(wanted)) {
        break;
      }
      first += pair.a() == gpu || pair.b() == gpu ? pair.links() : 0;
    }
    return first;
  }
}
