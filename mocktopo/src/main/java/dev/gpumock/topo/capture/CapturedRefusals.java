package dev.gpumock.topo.capture;

import dev.gpumock.topo.Refusal;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the node's driver does not tell though every board of the catalog answers. */
final class CapturedRefusals {
  private static final String LINK = "pci/pci_gpu_link_info/";

  /** What nvidia-smi prints of each, in all its versions. */
  private static final Map<Refusal, List<String>> LEAVES =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(Refusal.PERSISTENCE_MODE, List.of("persistence_mode")),
              Map.entry(Refusal.MINOR_NUMBER, List.of("minor_number")),
              Map.entry(Refusal.MODULE_ID, List.of("gpu_module_id", "platformInfo/module_id")),
              Map.entry(
                  Refusal.PCIE_LINK,
                  List.of(
                      LINK + "pcie_gen/max_link_gen",
                      LINK + "pcie_gen/current_link_gen",
                      LINK + "link_widths/max_link_width",
                      LINK + "link_widths/current_link_width")),
              Map.entry(Refusal.PCIE_REPLAYS, List.of("pci/replay_counter")),
              Map.entry(Refusal.PCIE_THROUGHPUT, List.of("pci/tx_util", "pci/rx_util")),
              Map.entry(Refusal.TEMPERATURE, List.of("temperature/gpu_temp")),
              Map.entry(
                  Refusal.MAX_CLOCKS,
                  List.of(
                      "max_clocks/graphics_clock", "max_clocks/sm_clock", "max_clocks/mem_clock")),
              Map.entry(
                  Refusal.CLOCK_EVENT_REASONS,
                  List.of("clocks_throttle_reasons", "clocks_event_reasons")),
              Map.entry(Refusal.PROTECTED_MEMORY, List.of("cc_protected_memory_usage/total")),
              Map.entry(Refusal.JPEG_UTILIZATION, List.of("utilization/jpeg_util")),
              Map.entry(Refusal.OFA_UTILIZATION, List.of("utilization/ofa_util"))));

  private CapturedRefusals() {}

  /** As a machine file has them: those of which each GPU's log has a leaf, and none a value. */
  static List<String> of(List<SmiLog> gpus) {
    return LEAVES.entrySet().stream()
        .filter(leaves -> gpus.stream().allMatch(gpu -> refused(gpu, leaves.getValue())))
        .map(leaves -> leaves.getKey().name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .toList();
  }

  /** Of utilization no GPU tells anything as long as MIG is on. */
  private static boolean refused(SmiLog gpu, List<String> leaves) {
    boolean mig = gpu.word("mig_mode/current_mig", "Enabled").isPresent();
    return leaves.stream().anyMatch(leaf -> gpu.refused(leaf) && !(mig && leaf.startsWith("util")))
        && leaves.stream().allMatch(leaf -> gpu.refused(leaf) || !gpu.has(leaf));
  }
}
