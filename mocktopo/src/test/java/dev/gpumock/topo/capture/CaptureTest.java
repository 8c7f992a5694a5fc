package dev.gpumock.topo.capture;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.topo.AddressingMode;
import dev.gpumock.topo.Board;
import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.Refusal;
import dev.gpumock.topo.Thermals;
import dev.gpumock.topo.Topology;
import dev.gpumock.topo.catalog.Catalog;
import dev.gpumock.topo.catalog.CatalogException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureTest {
  private static final String TOPOLOGY =
      "\t\u001b[4mGPU0\tGPU1\tNIC0\tCPU Affinity\tNUMA Affinity\tGPU NUMA ID\u001b[0m\n"
          + "GPU0\t X \tNV12\tPXB\t48-63,176-191\t3\t\tN/A\n"
          + "GPU1\tNV12\t X \tSYS\t16-31\t1\t\tN/A\n"
          + "NIC0\tPXB\tSYS\t X \t\t\t\t\n\nNIC Legend:\n\n  NIC0: mlx5_0\n";
  private static final String LSPCI =
      "0000:c4:00.0 Bridge: NVIDIA Corporation GA100 [A100 NVSwitch] (rev a1)\n"
          + "0000:0c:00.0 Infiniband controller: Mellanox Technologies MT28908 [ConnectX-6]\n";

  @TempDir Path directory;
  private final Catalog catalog = Catalog.standard();

  private Machine captured(boolean scrubbed, byte[] log) throws IOException {
    String text =
        new Capture(catalog, scrubbed)
            .machineFile("q.xml", log, Optional.of(TOPOLOGY), Optional.of(LSPCI));
    return catalog.machine(Files.writeString(directory.resolve("mine.yaml"), text), "node-a");
  }

  private static byte[] pair() {
    String name = "NVIDIA A100-SXM4-40GB";
    return CapturedLog.of(CapturedLog.gpu(0, name, 33), CapturedLog.gpu(1, name, 35));
  }

  @Test
  void valuesOfTheNodeReplaceThoseOfTheCatalog() throws IOException {
    Machine machine = captured(false, pair());
    Gpu gpu = machine.gpus().get(1);
    Board board = gpu.board();
    assertEquals("570.148.08", machine.driver().version());
    assertEquals(519, board.memory().reservedMiB());
    assertEquals(Optional.of("92.00.45.00.07"), board.firmware().vbios());
    assertEquals(
        new Thermals.Thresholds(92, 89, OptionalInt.of(85), OptionalInt.empty()), board.thermals());
    assertEquals(List.of(1410, 1400), board.clocks().supported().get(0).graphicsMhz());
    assertEquals(AddressingMode.HMM, board.features().addressing());
    assertEquals(35, gpu.readings().gpuCelsius());
    assertEquals(49_680, gpu.readings().powerMilliwatts());
    assertEquals(8, gpu.pcieWidth());
    assertTrue(gpu.atomics().inbound());
    assertEquals("0000:01:00.0", gpu.bdf().toString());
    assertEquals(Optional.of("1650000000001"), gpu.serial());
  }

  @Test
  void slotsOfDifferentKinds() throws IOException {
    String log = new String(pair(), StandardCharsets.UTF_8);
    String first = "<pcie_gen><max_host_link_gen>5</max_host_link_gen></pcie_gen><link_widths>";
    byte[] one = log.replaceFirst("<link_widths>", first).getBytes(StandardCharsets.UTF_8);
    assertEquals(
        List.of(OptionalInt.of(5), OptionalInt.empty()),
        captured(false, one).gpus().stream().map(Gpu::hostMaxPcieGeneration).toList());
    byte[] both = log.replace("<link_widths>", first).getBytes(StandardCharsets.UTF_8);
    assertEquals(
        List.of(OptionalInt.of(5), OptionalInt.of(5)),
        captured(false, both).gpus().stream().map(Gpu::hostMaxPcieGeneration).toList());
  }

  @Test
  void identifiersAreKeptOrScrubbed() throws IOException {
    String uuid = "GPU-00000001-0000-0000-0000-000000000000";
    assertEquals(uuid, captured(false, pair()).gpus().get(1).uuid().toString());
    assertNotEquals(uuid, captured(true, pair()).gpus().get(1).uuid().toString());
  }

  @Test
  void surroundingsComeFromTopologyAndLspci() throws IOException {
    Machine machine = captured(true, pair());
    Topology topology = new Topology(machine);
    assertEquals("NV12", topology.cell(machine.gpus().get(0), machine.gpus().get(1)));
    assertEquals("PXB", topology.cell(machine.gpus().get(0), machine.nics().get(0)));
    assertEquals("SYS", topology.cell(machine.gpus().get(1), machine.nics().get(0)));
    assertEquals("mlx5_0", machine.nics().get(0).name());
    assertEquals(3, machine.gpus().get(0).numaNode().getAsInt());
    assertEquals(0x1af1, machine.nvSwitches().get(0).deviceId());
  }

  /** As on a DGX A100, where the cell of the two GPUs tells of NVLink only. */
  @Test
  void twoGpusShareTheSwitchesOfAnAdapter() throws IOException {
    String text =
        new Capture(catalog, true)
            .machineFile(
                "q.xml", pair(), Optional.of(TOPOLOGY.replace("SYS", "PXB")), Optional.of(LSPCI));
    Machine machine =
        catalog.machine(Files.writeString(directory.resolve("mine.yaml"), text), "node-a");
    Topology topology = new Topology(machine);
    assertEquals("PXB", topology.cell(machine.gpus().get(0), machine.nics().get(0)));
    assertEquals("PXB", topology.cell(machine.gpus().get(1), machine.nics().get(0)));
  }

  @Test
  void surroundingsOfAnotherKindAreRefused() {
    String rows =
        "the topology has rows of %d GPUs, the log has 2; give all that nvidia-smi topo -m";
    surroundingsRefused(LSPCI, LSPCI, rows.formatted(0));
    surroundingsRefused(TOPOLOGY.split("GPU1\tNV")[0], LSPCI, rows.formatted(1));
    surroundingsRefused(TOPOLOGY, TOPOLOGY, "no line of what should be lspci -D begins with an");
    surroundingsRefused(TOPOLOGY, LSPCI.replace("0000:", ""), "no line of what should be lspci");
  }

  private void surroundingsRefused(String topology, String lspci, String reason) {
    CatalogException refusal =
        assertThrows(
            CatalogException.class,
            () ->
                new Capture(catalog, true)
                    .machineFile("q.xml", pair(), Optional.of(topology), Optional.of(lspci)));
    assertTrue(
        refusal.getMessage().startsWith("q.xml: it makes no machine: " + reason),
        refusal.getMessage());
  }

  /** Four GPUs that are all joined: by 12 links each through switches, by 4 each without. */
  @ParameterizedTest
  @ValueSource(strings = {"NV12", "NV4"})
  void allJoinedWithoutLspci(String cell) throws IOException {
    StringBuilder matrix = new StringBuilder("\tGPU0\tGPU1\tGPU2\tGPU3\tCPU Affinity\n");
    String[] gpus = new String[4];
    for (int a = 0; a < 4; a++) {
      gpus[a] = CapturedLog.gpu(a, "NVIDIA A100-SXM4-40GB", 30);
      matrix.append("GPU").append(a);
      for (int b = 0; b < 4; b++) {
        matrix.append('\t').append(a == b ? " X " : cell);
      }
      matrix.append("\n");
    }
    String text =
        new Capture(catalog, true)
            .machineFile(
                "q.xml", CapturedLog.of(gpus), Optional.of(matrix.toString()), Optional.empty());
    Machine machine =
        catalog.machine(Files.writeString(directory.resolve("mine.yaml"), text), "node-a");
    Topology topology = new Topology(machine);
    assertEquals(cell, topology.cell(machine.gpus().get(3), machine.gpus().get(1)));
    assertEquals(cell.equals("NV12"), topology.switched());
  }

  @Test
  void anUnknownBoardIsWrittenOverOneOfItsGeneration() throws IOException {
    Board board =
        captured(true, CapturedLog.of(CapturedLog.gpu(0, "NVIDIA A16", 30))).gpus().get(0).board();
    assertEquals("NVIDIA A16", board.product().name());
    assertEquals(40960, board.memory().totalMiB());
  }

  @Test
  void eachProductOfAMixedNodeKeepsItsLimits() throws IOException {
    String other =
        CapturedLog.gpu(1, "NVIDIA L40S", 35)
            .replace("Ampere", "Ada Lovelace")
            .replace("_threshold>", "_tlimit_threshold>")
            .replace("<gpu_temp_tlimit>N/A", "<gpu_temp_tlimit>52 C")
            .replace("92 C", "-5 C")
            .replace("89 C", "-2 C")
            .replace("85 C", "0 C");
    String text = alone(CapturedLog.gpu(0, "NVIDIA A100-SXM4-40GB", 33), other);
    Path file = Files.writeString(directory.resolve("mixed.yaml"), text);
    List<Gpu> gpus = catalog.machine(file, "node-a").gpus();
    assertEquals(
        new Thermals.Thresholds(92, 89, OptionalInt.of(85), OptionalInt.empty()),
        gpus.get(0).board().thermals());
    assertEquals(
        new Thermals.Margins(87, -5, -2, OptionalInt.of(0), OptionalInt.empty()),
        gpus.get(1).board().thermals());
  }

  @Test
  void whatNoMachineIsIsSaidInTheFile() {
    String gpu = CapturedLog.gpu(0, "GRID P4-1Q", 0);
    String windows = "<driver_model><current_dm>WDDM</current_dm></driver_model>";
    String guest =
        "<gpu_virtualization_mode><virtualization_mode>VGPU</virtualization_mode>"
            + "</gpu_virtualization_mode>";
    assertEquals(1, comments(gpu));
    assertEquals(3, comments(gpu.replace("<c2c_mode>", windows + "<c2c_mode>")));
    assertEquals(4, comments(gpu.replace("<c2c_mode>", windows + guest + "<c2c_mode>")));
  }

  @Test
  void whatTheDriverRefusesOfAllGpus() {
    String all = CapturedLog.gpu(0, "NVIDIA A100-SXM4-40GB", 33);
    String less = all.replace("<minor_number>0<", "<minor_number>N/A<");
    assertEquals(List.of(), machine(all).refuses());
    assertEquals(List.of(Refusal.MINOR_NUMBER), machine(less).refuses());
    String other = less.replace("00000000:00:00.0", "00000000:01:00.0");
    assertEquals(List.of(Refusal.MINOR_NUMBER), machine(less, other).refuses());
    assertFalse(alone(all, other).contains("refuses"), alone(all, other));
  }

  private long comments(String gpu) {
    return alone(gpu).lines().filter(line -> line.startsWith("#")).count();
  }

  private Machine machine(String... gpus) {
    return catalog.machine("mine.yaml", alone(gpus).getBytes(StandardCharsets.UTF_8), "node-a");
  }

  private String alone(String... gpus) {
    return new Capture(catalog, true)
        .machineFile("q.xml", CapturedLog.of(gpus), Optional.empty(), Optional.empty());
  }

  /** A JSON Schema has words and numbers apart. */
  @Test
  void valuesAreWrittenAsTheSchemaHasThem() {
    String text =
        alone(
            CapturedLog.gpu(0, "NVIDIA RTX A4000", 33)
                .replace("<product_brand>NVIDIA<", "<product_brand>NVIDIA RTX<")
                .replace("1400 MHz", "1402 MHz"));
    assertTrue(text.contains("brand: nvidia-rtx"), text);
    assertTrue(text.contains("from: 1410, step: 7.5, count: 2"), text);
  }

  /** Another board or driver has not this or that, and whoever sends a log paints over parts. */
  @ParameterizedTest
  @ValueSource(strings = {"N/A", "[REDACTED]", "Requested functionality has been deprecated"})
  void anyElementButTheAddressMayHaveNoValue(String nothing) {
    String log = new String(pair(), StandardCharsets.UTF_8);
    Matcher leaf = Pattern.compile("<(\\w+)>([^<>]+)</").matcher(log);
    int tried = 0;
    while (leaf.find()) {
      if (leaf.group(1).matches("driver_version|cuda_version|pci_bus_id|supported_.*|value")) {
        continue;
      }
      String painted = log.substring(0, leaf.start(2)) + nothing + log.substring(leaf.end(2));
      byte[] bytes = painted.getBytes(StandardCharsets.UTF_8);
      assertDoesNotThrow(
          () ->
              new Capture(catalog, false)
                  .machineFile("q.xml", bytes, Optional.empty(), Optional.empty()),
          leaf.group());
      tried++;
    }
    assertTrue(tried > 50, tried + " elements");
  }
}
