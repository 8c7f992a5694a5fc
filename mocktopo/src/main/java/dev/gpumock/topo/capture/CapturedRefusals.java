package dev.gpumock.topo.capture;

import java.util.List;
import java.util.Map;

/**
 * Functions of NVML that the node's driver refuses though every board of the catalog answers them,
 * as under Windows, or of virtual GPUs.
 */
final class CapturedRefusals {
  private static final String LINK = "pci/pci_gpu_link_info/";
  private static final String CLOCKS = "max_clocks/";

  /** What no GPU tells as long as MIG is on. */
  private static final String OF_NO_MIG = "Utilization";

  /** For each function what nvidia-smi prints of it, in all its versions. */
  private static final Map<String, List<String>> LEAVES =
      Map.ofEntries(
          Map.entry("GetPersistenceMode", List.of("persistence_mode")),
          Map.entry("GetMinorNumber", List.of("minor_number")),
          Map.entry("GetModuleId", List.of("gpu_module_id", "platformInfo/module_id")),
          Map.entry("GetMaxPcieLinkGeneration", List.of(LINK + "pcie_gen/max_link_gen")),
          Map.entry("GetCurrPcieLinkGeneration", List.of(LINK + "pcie_gen/current_link_gen")),
          Map.entry("GetMaxPcieLinkWidth", List.of(LINK + "link_widths/max_link_width")),
          Map.entry("GetCurrPcieLinkWidth", List.of(LINK + "link_widths/current_link_width")),
          Map.entry("GetPcieReplayCounter", List.of("pci/replay_counter")),
          Map.entry("GetPcieThroughput", List.of("pci/tx_util", "pci/rx_util")),
          Map.entry(
              "GetConfComputeProtectedMemoryUsage", List.of("cc_protected_memory_usage/total")),
          Map.entry("GetJpgUtilization", List.of("utilization/jpeg_util")),
          Map.entry("GetOfaUtilization", List.of("utilization/ofa_util")),
          Map.entry("GetTemperature", List.of("temperature/gpu_temp")),
          Map.entry("GetTemperatureV", List.of("temperature/gpu_temp")),
          Map.entry(
              "GetMaxClockInfo",
              List.of(CLOCKS + "graphics_clock", CLOCKS + "sm_clock", CLOCKS + "mem_clock")),
          Map.entry(
              "GetCurrentClocksThrottleReasons",
              List.of("clocks_throttle_reasons", "clocks_event_reasons")),
          Map.entry(
              "GetCurrentClocksEventReasons",
              List.of("clocks_throttle_reasons", "clocks_event_reasons")));

  private CapturedRefusals() {}

  /** In NVML's names; those of which each GPU's log has a leaf, and none has a value. */
  static List<String> of(List<SmiLog> gpus) {
    boolean mig =
        gpus.stream().anyMatch(gpu -> gpu.word("mig_mode/current_mig", "Enabled").isPresent());
    return LEAVES.entrySet().stream()
        .filter(leaves -> !(mig && leaves.getKey().endsWith(OF_NO_MIG)))
        .filter(leaves -> gpus.stream().allMatch(gpu -> refused(gpu, leaves.getValue())))
        .map(leaves -> "nvmlDevice" + leaves.getKey())
        .sorted()
        .toList();
  }

  private static boolean refused(SmiLog gpu, List<String> leaves) {
    return leaves.stream().anyMatch(gpu::refused)
        && leaves.stream().allMatch(leaf -> gpu.refused(leaf) || !gpu.has(leaf));
  }
}
