package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gpumock.topo.Refusal;
import dev.gpumock.topo.catalog.Catalog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A machine whose driver refuses what its board could answer, as NVIDIA's nvidia-smi prints it. */
class RefusalsIT {
  private static final Catalog CATALOG = Catalog.standard();
  private static final String LINK = "/gpu/pci/pci_gpu_link_info/";
  private static final String PROTECTED = "/gpu/cc_protected_memory_usage/";

  @TempDir Path folder;

  private static List<String> leaves(Refusal refusal) {
    return switch (refusal) {
      case PERSISTENCE_MODE -> List.of("/gpu/persistence_mode");
      case MINOR_NUMBER -> List.of("/gpu/minor_number");
      case MODULE_ID -> List.of("/gpu/gpu_module_id");
      case PCIE_LINK ->
          List.of(
              LINK + "pcie_gen/max_link_gen",
              LINK + "pcie_gen/current_link_gen",
              LINK + "pcie_gen/device_current_link_gen",
              LINK + "pcie_gen/max_device_link_gen",
              LINK + "link_widths/max_link_width",
              LINK + "link_widths/current_link_width");
      case PCIE_REPLAYS -> List.of("/gpu/pci/replay_counter");
      case PCIE_THROUGHPUT -> List.of("/gpu/pci/tx_util", "/gpu/pci/rx_util");
      case TEMPERATURE -> List.of("/gpu/temperature/gpu_temp");
      case MAX_CLOCKS ->
          List.of(
              "/gpu/max_clocks/graphics_clock",
              "/gpu/max_clocks/sm_clock",
              "/gpu/max_clocks/mem_clock",
              "/gpu/max_clocks/video_clock");
      case CLOCK_EVENT_REASONS -> List.of("/gpu/clocks_event_reasons");
      case PROTECTED_MEMORY -> List.of(PROTECTED + "total", PROTECTED + "used", PROTECTED + "free");
      case JPEG_UTILIZATION -> List.of("/gpu/utilization/jpeg_util");
      case OFA_UTILIZATION -> List.of("/gpu/utilization/ofa_util");
    };
  }

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void thisIsRefusedAndNothingElse(Refusal refusal) throws Exception {
    Map<String, String> plain = log("");
    Map<String, String> refusing = log(refusal.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    List<String> refused = leaves(refusal);
    refused.forEach(path -> assertEquals("N/A", refusing.get(path), path));
    plain.keySet().stream()
        .filter(path -> !path.equals("/timestamp") && refused.stream().noneMatch(path::startsWith))
        .forEach(path -> assertEquals(plain.get(path), refusing.get(path), path));
  }

  private Map<String, String> log(String refuses) throws Exception {
    String text = "extends: gpu_1x_a100_sxm4\nrefuses: [" + refuses + "]\n";
    byte[] file = text.getBytes(StandardCharsets.UTF_8);
    Path own = Files.createDirectory(folder.resolve("with" + refuses));
    PlacedLibrary.in(own, CATALOG.machine("mine.yaml", file, "node-a"));
    String printed = Judges.run("nvidia-smi-550", own, "-q", "-x").out();
    return LogLeaves.of(printed.getBytes(StandardCharsets.UTF_8));
  }
}
