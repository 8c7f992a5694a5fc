package dev.gpumock.topo.capture;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.topo.AddressingMode;
import dev.gpumock.topo.Board;
import dev.gpumock.topo.Brand;
import dev.gpumock.topo.ClockEventReason;
import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.GpuArchitecture;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.NvLinkPorts;
import dev.gpumock.topo.TargetTemperature;
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
  private static final String HEAD =
      "<?xml version=\"1.0\" ?>\n<!DOCTYPE nvidia_smi_log SYSTEM \"nvsmi_device_v12.dtd\">\n"
          + "<nvidia_smi_log><driver_version>570.148.08</driver_version>"
          + "<cuda_version>12.8</cuda_version>";
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

  private static String gpu(int index, String name, int celsius) {
    return ("<gpu id=\"00000000:0%1$d:00.0\"><product_name>%2$s</product_name>"
            + "<product_brand>NVIDIA</product_brand><product_architecture>Ampere</product_architecture>"
            + "<persistence_mode>Enabled</persistence_mode><addressing_mode>HMM</addressing_mode>"
            + "<mig_mode><current_mig>Disabled</current_mig></mig_mode><c2c_mode>N/A</c2c_mode>"
            + "<serial>165000000000%1$d</serial><uuid>GPU-0000000%1$d-0000-0000-0000-000000000000</uuid>"
            + "<minor_number>%1$d</minor_number><vbios_version>92.00.45.00.07</vbios_version>"
            + "<platformInfo><module_id>7</module_id><host_id>N/A</host_id></platformInfo>"
            + "<inforom_version><img_version>G506.0200.00.04</img_version>"
            + "<pwr_object>N/A</pwr_object></inforom_version>"
            + "<pci><pci_device_id>20B010DE</pci_device_id><pci_bus_id>00000000:0%1$d:00.0</pci_bus_id>"
            + "<pci_sub_system_id>134F10DE</pci_sub_system_id><pci_gpu_link_info><link_widths>"
            + "<max_link_width>16x</max_link_width><current_link_width>8x</current_link_width>"
            + "</link_widths></pci_gpu_link_info><tx_util>350 KB/s</tx_util>"
            + "<atomic_caps_inbound>FETCHADD_32 </atomic_caps_inbound></pci>"
            + "<fb_memory_usage><total>40960 MiB</total><reserved>519 MiB</reserved></fb_memory_usage>"
            + "<temperature><gpu_temp>%3$d C</gpu_temp><gpu_temp_tlimit>N/A</gpu_temp_tlimit>"
            + "<gpu_temp_max_threshold>92 C</gpu_temp_max_threshold>"
            + "<gpu_temp_slow_threshold>89 C</gpu_temp_slow_threshold>"
            + "<gpu_temp_max_gpu_threshold>85 C</gpu_temp_max_gpu_threshold>"
            + "<gpu_temp_max_mem_threshold>N/A</gpu_temp_max_mem_threshold></temperature>"
            + "<gpu_power_readings><average_power_draw>N/A</average_power_draw>"
            + "<instant_power_draw>49.68 W</instant_power_draw></gpu_power_readings>"
            + "<applications_clocks><graphics_clock>Requested functionality has been deprecated"
            + "</graphics_clock></applications_clocks><supported_clocks><supported_mem_clock>"
            + "<value>1215 MHz</value><supported_graphics_clock>1410 MHz</supported_graphics_clock>"
            + "<supported_graphics_clock>1400 MHz</supported_graphics_clock></supported_mem_clock>"
            + "</supported_clocks></gpu>")
        .formatted(index, name, celsius);
  }

  private static byte[] log(String... gpus) {
    return (HEAD + String.join("", gpus) + "</nvidia_smi_log>").getBytes(StandardCharsets.UTF_8);
  }

  private Machine captured(boolean scrubbed, byte[] log) throws IOException {
    String text =
        new Capture(catalog, scrubbed)
            .machineFile("q.xml", log, Optional.of(TOPOLOGY), Optional.of(LSPCI));
    return catalog.machine(Files.writeString(directory.resolve("mine.yaml"), text), "node-a");
  }

  /** Of a node with this GPU and nothing else. */
  private Gpu alone(String gpu) throws IOException {
    String text =
        new Capture(catalog, false)
            .machineFile("q.xml", log(gpu), Optional.empty(), Optional.empty());
    return catalog
        .machine(Files.writeString(directory.resolve("mine.yaml"), text), "node-a")
        .gpus()
        .get(0);
  }

  private static byte[] pair() {
    String name = "NVIDIA A100-SXM4-40GB";
    return log(gpu(0, name, 33), gpu(1, name, 35));
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

  /** Four GPUs that are all joined: by 12 links each through switches, by 4 each without. */
  @ParameterizedTest
  @ValueSource(strings = {"NV12", "NV4"})
  void allJoinedWithoutLspci(String cell) throws IOException {
    StringBuilder matrix = new StringBuilder("\tGPU0\tGPU1\tGPU2\tGPU3\tCPU Affinity\n");
    String[] gpus = new String[4];
    for (int a = 0; a < 4; a++) {
      gpus[a] = gpu(a, "NVIDIA A100-SXM4-40GB", 30);
      matrix.append("GPU").append(a);
      for (int b = 0; b < 4; b++) {
        matrix.append('\t').append(a == b ? " X " : cell);
      }
      matrix.append("\n");
    }
    String text =
        new Capture(catalog, true)
            .machineFile("q.xml", log(gpus), Optional.of(matrix.toString()), Optional.empty());
    Machine machine =
        catalog.machine(Files.writeString(directory.resolve("mine.yaml"), text), "node-a");
    Topology topology = new Topology(machine);
    assertEquals(cell, topology.cell(machine.gpus().get(3), machine.gpus().get(1)));
    assertEquals(cell.equals("NV12"), topology.switched());
  }

  /** The catalog's A10 is like it, but has no NVLink. */
  @Test
  void aBridgeBetweenBoardsOfConsumers() throws IOException {
    String name = "NVIDIA GeForce RTX 3090";
    String matrix =
        "\tGPU0\tGPU1\tCPU Affinity\tNUMA Affinity\n"
            + "GPU0\t X \tNV4\t0-15\t0\nGPU1\tNV4\t X \t0-15\t0\n";
    byte[] log = log(withoutMig(gpu(0, name, 33)), withoutMig(gpu(1, name, 35)));
    String text =
        new Capture(catalog, true).machineFile("q.xml", log, Optional.of(matrix), Optional.empty());
    Machine machine =
        catalog.machine(Files.writeString(directory.resolve("mine.yaml"), text), "node-a");
    assertEquals(
        Optional.of(new NvLinkPorts(3, 4, 14_062)), machine.gpus().get(0).board().nvlink());
    assertEquals("NV4", new Topology(machine).cell(machine.gpus().get(0), machine.gpus().get(1)));
  }

  private static String withoutMig(String gpu) {
    return gpu.replace("<current_mig>Disabled", "<current_mig>N/A")
        .replace("40960 MiB", "24576 MiB");
  }

  @Test
  void anUnknownBoardIsWrittenOverOneOfItsGeneration() throws IOException {
    Board board = captured(true, log(gpu(0, "NVIDIA A16", 30))).gpus().get(0).board();
    assertEquals("NVIDIA A16", board.product().name());
    assertEquals(40960, board.memory().totalMiB());
  }

  /** What cards for consumers have and the catalog's have not. */
  @Test
  void aConsumersCardOfAnOlderGeneration() throws IOException {
    String gpu =
        gpu(0, "Quadro P2000", 30)
            .replaceFirst("<serial>[^<]*", "<serial>N/A")
            .replace("Ampere", "Pascal")
            .replace("<product_brand>NVIDIA", "<product_brand>Quadro")
            .replaceFirst("<gpu_temp_max_gpu_threshold>[^<]*", "<gpu_temp_max_gpu_threshold>N/A")
            .replace(
                "</temperature>",
                "<gpu_target_temperature>83 C</gpu_target_temperature></temperature>"
                    + "<supported_gpu_target_temp><gpu_target_temp_min>65 C</gpu_target_temp_min>"
                    + "<gpu_target_temp_max>98 C</gpu_target_temp_max></supported_gpu_target_temp>"
                    + "<voltage><graphics_volt>750.125 mV</graphics_volt></voltage>"
                    + "<display_active>Enabled</display_active>"
                    + "<clocks_throttle_reasons><clocks_throttle_reason_gpu_idle>Not Active"
                    + "</clocks_throttle_reason_gpu_idle><clocks_throttle_reason_sw_power_cap>Active"
                    + "</clocks_throttle_reason_sw_power_cap></clocks_throttle_reasons>")
            .replaceFirst("<pci>", "<pci><pci_sub_class>0</pci_sub_class>");
    Gpu captured = alone(gpu);
    Board board = captured.board();
    assertEquals(Optional.empty(), captured.serial());
    assertEquals(Brand.QUADRO, board.product().brand());
    assertEquals(GpuArchitecture.PASCAL, board.product().architecture());
    assertEquals(61, board.product().computeMajor() * 10 + board.product().computeMinor());
    assertEquals(
        new Thermals.Thresholds(92, 89, OptionalInt.empty(), OptionalInt.empty()),
        board.thermals());
    assertEquals(Optional.of(new TargetTemperature(83, 65, 98)), board.targetTemperature());
    assertTrue(board.pci().vga());
    assertTrue(board.features().displayActive());
    assertEquals(OptionalInt.of(750_125), captured.readings().graphicsMicrovolts());
    assertEquals(
        Optional.of(List.of(ClockEventReason.SW_POWER_CAP)),
        captured.readings().clockEventReasons());
  }

  /** With MIG it is no A6000, which has more memory but the same generation. */
  @Test
  void anUnknownBoardThatCanBeDividedIsLikeOneThatCan() throws IOException {
    Board board = alone(gpu(0, "NVIDIA A800-SXM4-40GB", 30)).board();
    assertEquals("a100-40", board.key());
    assertEquals(80, board.product().computeMajor() * 10 + board.product().computeMinor());
  }

  /** The catalog's board of the name has no limits that anybody has published. */
  @Test
  void marginsWhereTheCatalogKnowsNone() throws IOException {
    String gpu =
        withoutMig(gpu(0, "NVIDIA RTX PRO 6000 Blackwell Server Edition", 24))
            .replace("Ampere", "Blackwell")
            .replace("<gpu_temp_tlimit>N/A", "<gpu_temp_tlimit>68 C")
            .replace(
                "</temperature>",
                "<gpu_temp_max_tlimit_threshold>-5 C</gpu_temp_max_tlimit_threshold>"
                    + "<gpu_temp_slow_tlimit_threshold>-2 C</gpu_temp_slow_tlimit_threshold>"
                    + "<gpu_temp_max_gpu_tlimit_threshold>0 C</gpu_temp_max_gpu_tlimit_threshold>"
                    + "</temperature>");
    assertEquals(
        new Thermals.Margins(92, -5, -2, OptionalInt.of(0), OptionalInt.empty()),
        alone(gpu).board().thermals());
  }

  @Test
  void anIdThatWasPaintedOverIsTheNearestBoards() throws IOException {
    String gpu =
        gpu(0, "NVIDIA A10G", 30).replaceFirst("<pci_device_id>[^<]*", "<pci_device_id>000000DE");
    assertEquals(0x2237, alone(gpu).board().pci().device());
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

  @Test
  void whatIsNoLogIsRefusedInOneLine() {
    refused("<nvidia_smi_log>", "q.xml:1: not XML");
    refused("<html/>", "q.xml: the root is 'html'");
    refused("<nvidia_smi_log/>", "q.xml: no GPU in it");
    refused("", "not XML");
    refused("<nvidia_smi_log><gpu/></nvidia_smi_log>", "q.xml: it has no driver_version;");
    String odd = new String(pair(), StandardCharsets.UTF_8);
    refused(
        odd.replace("00000000:01:00.0", "here"),
        "q.xml: it makes no machine: 'here' is not a PCI address");
    refused(odd.replace("12.8", ""), "q.xml: it has no cuda_version; give a whole log");
    refused(odd.replaceFirst("<pci_bus_id>", "<pci_bus_id>N/A "), "'N/A 00000000:00:00.0' is not");
    refused(odd.replaceFirst("<pci_bus_id>[^<]*", "<pci_bus_id>"), "GPU 0 of it has no pci_bus_id");
    refused(
        odd.replace("A100-SXM4", "\u00c4100"),
        "q.xml: it makes no machine: name must be printable ASCII, by");
  }

  @Test
  void aLogAsDeepAsAFileCanBeIsRefused() {
    int depth = 200_000;
    refused(
        "<nvidia_smi_log>" + "<a>".repeat(depth) + "</a>".repeat(depth) + "</nvidia_smi_log>",
        "q.xml");
  }

  @Test
  void entitiesAreNotFollowed() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "hidden");
    String xml =
        "<!DOCTYPE nvidia_smi_log [<!ENTITY x SYSTEM \""
            + secret.toUri()
            + "\">]>"
            + "<nvidia_smi_log><driver_version>550.54.15</driver_version><cuda_version>12.4</cuda_version>"
            + gpu(0, "A&x;", 30)
            + "</nvidia_smi_log>";
    try {
      String text =
          new Capture(catalog, true)
              .machineFile(
                  "q.xml",
                  xml.getBytes(StandardCharsets.UTF_8),
                  Optional.empty(),
                  Optional.empty());
      assertTrue(!text.contains("hidden"));
    } catch (CatalogException e) {
      assertTrue(!e.getMessage().contains("hidden"));
    }
  }

  private void refused(String xml, String expected) {
    CatalogException e =
        assertThrows(
            CatalogException.class,
            () ->
                new Capture(catalog, true)
                    .machineFile(
                        "q.xml",
                        xml.getBytes(StandardCharsets.UTF_8),
                        Optional.empty(),
                        Optional.empty()));
    assertTrue(e.getMessage().contains(expected), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }
}
