package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.topo.Machine;
import dev.gpumock.topo.capture.Capture;
import dev.gpumock.topo.catalog.Catalog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** NVIDIA's nvidia-smi prints of our library what it printed on real nodes. */
class CaptureAgreementIT {
  private static final Catalog CATALOG = Catalog.standard();
  private static final double CATALOG_GOAL = 0.97;
  private static final double CAPTURE_GOAL = 0.99;

  @TempDir Path folder;

  private static InputStream resource(String name) {
    return CaptureAgreementIT.class.getResourceAsStream("/captures/" + name);
  }

  private static List<String[]> rows(String file) throws IOException {
    try (InputStream in = resource(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(",", 5))
          .toList();
    }
  }

  private static byte[] log(String name) throws IOException {
    try (InputStream in = new GZIPInputStream(resource(name + ".xml.gz"))) {
      return in.readAllBytes();
    }
  }

  static Stream<Arguments> machines() throws IOException {
    return rows("machines.csv").stream().map(row -> Arguments.of(row[0], row[1]));
  }

  @ParameterizedTest
  @MethodSource("machines")
  void theMachineOfTheCatalogIsLikeTheRealNode(String log, String machine) throws Exception {
    agree(log, CATALOG.machine(machine, "node-a"), CATALOG_GOAL);
  }

  @ParameterizedTest
  @MethodSource("machines")
  void theCapturedNodeIsLikeTheRealOne(String log, String unused) throws Exception {
    String text =
        new Capture(CATALOG, false).machineFile(log, log(log), Optional.empty(), Optional.empty());
    Path file = Files.writeString(folder.resolve(log + ".yaml"), text);
    Map<String, String> ours = agree(log, CATALOG.machine(file, "node-a"), CAPTURE_GOAL);
    Map<String, String> real = LogLeaves.of(log(log));
    real.keySet().stream()
        .filter(
            path -> path.matches(".*/(uuid|serial|pdi|gpu_fabric_guid)") && ours.containsKey(path))
        .forEach(path -> assertEquals(real.get(path), ours.get(path), path));
  }

  /** As on a node of an HPC site: each of these is set by another option of nvidia-smi. */
  @Test
  void whatAnAdministratorHasSetIsKept() throws Exception {
    kept(
        Map.of(
            "/gpu/compute_mode", "Exclusive_Process",
            "/gpu/accounting_mode", "Enabled",
            "/gpu/ecc_mode/pending_ecc", "Disabled",
            "/gpu/mig_mode/pending_mig", "Enabled",
            "/gpu/applications_clocks/graphics_clock", "1410 MHz"));
  }

  /** As R510 has it of an A100 with MIG. */
  @Test
  void countersThatTheDriverKeepsToItself() throws Exception {
    kept(
        Map.of(
            "/gpu/ecc_errors/volatile/sram_correctable", "N/A",
            "/gpu/ecc_errors/volatile/dram_correctable", "N/A",
            "/gpu/ecc_errors/volatile/dram_uncorrectable", "N/A",
            "/gpu/ecc_errors/aggregate/dram_correctable", "0"));
  }

  /** As of a node under Windows. */
  @Test
  void whatWindowsHas() throws Exception {
    kept(
        Map.of(
            "/gpu/driver_model/current_dm", "WDDM",
            "/gpu/driver_model/pending_dm", "WDDM",
            "/gpu/persistence_mode", "N/A",
            "/gpu/minor_number", "N/A",
            "/gpu/cc_protected_memory_usage/total", "N/A"));
  }

  /** Of an RTX 4090, by a driver that still tells of resets. */
  @Test
  void whatGeForceDoesNotTell() throws Exception {
    kept(
        Map.of(
            "/driver_version", "535.54.03",
            "/gpu/product_brand", "GeForce",
            "/gpu/gpu_reset_status/reset_required", "No",
            "/gpu/gpu_reset_status/drain_and_reset_recommended", "N/A"));
  }

  /** As in a virtual machine with a part of a GPU. */
  @Test
  void whatVirtualGpusDoNotTell() throws Exception {
    Map<String, String> leaves = new TreeMap<>();
    leaves.put("/gpu/product_brand", "NVIDIA Virtual Compute Server");
    leaves.put("/gpu/gpu_virtualization_mode/virtualization_mode", "VGPU");
    for (String leaf :
        List.of(
            "pci/pci_gpu_link_info/pcie_gen/max_link_gen",
            "pci/pci_gpu_link_info/pcie_gen/current_link_gen",
            "pci/pci_gpu_link_info/link_widths/max_link_width",
            "pci/pci_gpu_link_info/link_widths/current_link_width",
            "pci/replay_counter",
            "pci/replay_rollover_counter",
            "pci/tx_util",
            "pci/rx_util",
            "temperature/gpu_temp",
            "temperature/gpu_temp_max_threshold",
            "temperature/gpu_temp_slow_threshold",
            "max_clocks/graphics_clock",
            "max_clocks/sm_clock",
            "max_clocks/mem_clock")) {
      leaves.put("/gpu/" + leaf, "N/A");
    }
    kept(leaves);
  }

  /** A real log with other leaves is captured, and these are printed. */
  private void kept(Map<String, String> leaves) throws Exception {
    String text = new String(log("a100"), StandardCharsets.UTF_8);
    for (Map.Entry<String, String> leaf : leaves.entrySet()) {
      String[] path = leaf.getKey().split("/");
      String above = path.length > 2 ? "<" + path[path.length - 2] + "[ >].*?" : "";
      String group = "(?s)(" + above + "<" + path[path.length - 1] + ">)";
      text = text.replaceFirst(group + "[^<]*", "$1" + leaf.getValue());
    }
    byte[] changed = text.getBytes(StandardCharsets.UTF_8);
    String file =
        new Capture(CATALOG, true).machineFile("log", changed, Optional.empty(), Optional.empty());
    Path yaml = Files.writeString(folder.resolve("changed.yaml"), file);
    PlacedLibrary.in(folder, CATALOG.machine(yaml, "node-a"));
    String printed = Judges.run("nvidia-smi-550", folder, "-q", "-x").out();
    Map<String, String> ours = LogLeaves.of(printed.getBytes(StandardCharsets.UTF_8));
    Map<String, String> real = LogLeaves.of(changed);
    leaves.forEach(
        (path, value) -> {
          assertEquals(value, real.get(path), path);
          assertEquals(value, ours.get(path), path);
        });
  }

  /** Answers what our library says. */
  private Map<String, String> agree(String log, Machine machine, double goal) throws Exception {
    PlacedLibrary.in(folder, machine);
    Map<String, String> real = LogLeaves.of(log(log));
    String printed = Judges.run("nvidia-smi-550", folder, "-q", "-x").out();
    Map<String, String> ours = LogLeaves.of(printed.getBytes(StandardCharsets.UTF_8));
    List<String> both = real.keySet().stream().filter(ours::containsKey).toList();
    List<String> different =
        both.stream().filter(p -> !LogLeaves.agree(p, real.get(p), ours.get(p))).toList();
    assertTrue(both.size() > 160 * machine.gpus().size(), both.size() + " elements");
    Predicate<String> noList = path -> !path.contains("supported_clocks");
    double all = both.stream().filter(noList).count();
    double share = 1 - different.stream().filter(noList).count() / all;
    assertTrue(share >= goal, "%s: %.2f %% agree, not %s".formatted(log, 100 * share, different));
    listed(log, different, real, ours);
    return ours;
  }

  /** Every difference has its reason in the list, and the list has no others. */
  private static void listed(
      String log, List<String> different, Map<String, String> real, Map<String, String> ours)
      throws IOException {
    Set<String> found =
        different.stream()
            .map(
                p ->
                    String.join(
                        ",", p.replaceFirst("/gpu(\\[[0-9]+])?/", ""), real.get(p), ours.get(p)))
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> known = new ArrayList<>();
    for (String[] row : rows("differences.csv")) {
      if (row[0].equals(log)) {
        assertTrue(row[4].length() > 10, "a reason for " + row[1]);
        known.add(String.join(",", row[1], row[2], row[3]));
      }
    }
    assertEquals(new TreeSet<>(known), found, log);
  }
}
