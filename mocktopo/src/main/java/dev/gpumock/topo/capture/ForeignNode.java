package dev.gpumock.topo.capture;

import java.util.List;

/** What a node can be that no machine is; the file then says what it does not reproduce. */
final class ForeignNode {
  private static final String WINDOWS =
      "# The node runs Windows: the machine has its driver model, and refuses what it refuses. Take\n"
          + "# out driverModel and refuses to have the GPUs as under Linux.\n";
  private static final String VIRTUAL =
      "# The node has virtual GPUs (vGPU). The machine has no license for them.\n";

  private ForeignNode() {}

  /** Comments for the head of the file, none for a node that a machine can be like. */
  static String comments(List<SmiLog> gpus) {
    return (any(gpus, "driver_model/current_dm", "WDDM", "TCC", "MCDM") ? WINDOWS : "")
        + (any(gpus, "gpu_virtualization_mode/virtualization_mode", "VGPU") ? VIRTUAL : "");
  }

  private static boolean any(List<SmiLog> gpus, String path, String... words) {
    return gpus.stream().anyMatch(gpu -> gpu.word(path, words).isPresent());
  }
}
