package dev.gpumock.topo.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Boards that the catalog does not have. */
class CapturedBoardTest {
  @TempDir Path directory;
  private final Catalog catalog = Catalog.standard();

  /** As drivers before 470 print it. */
  @Test
  void withoutAnArchitectureTheDeviceTellsTheGeneration() throws IOException {
    String gpu =
        CapturedLog.gpu(0, "Tesla V100S-PCIE-32GB", 33)
            .replace("<product_architecture>Ampere</product_architecture>", "")
            .replace("20B010DE", "1DF610DE")
            .replace("<total>40960 MiB", "<total>32510 MiB");
    Board board = alone(gpu).board();
    assertEquals(GpuArchitecture.VOLTA, board.product().architecture());
    assertEquals(0x1df6, board.pci().device());
  }

  /** Of a node with this GPU and nothing else. */
  private Gpu alone(String gpu) throws IOException {
    String text =
        new Capture(catalog, false)
            .machineFile("q.xml", CapturedLog.of(gpu), Optional.empty(), Optional.empty());
    return catalog
        .machine(Files.writeString(directory.resolve("mine.yaml"), text), "node-a")
        .gpus()
        .get(0);
  }

  /** The catalog's A10 is like it, but has no NVLink. */
  @Test
  void aBridgeBetweenBoardsOfConsumers() throws IOException {
    String name = "NVIDIA GeForce RTX 3090";
    String matrix =
        "\tGPU0\tGPU1\tCPU Affinity\tNUMA Affinity\n"
            + "GPU0\t X \tNV4\t0-15\t0\nGPU1\tNV4\t X \t0-15\t0\n";
    byte[] log =
        CapturedLog.of(
            withoutMig(CapturedLog.gpu(0, name, 33)), withoutMig(CapturedLog.gpu(1, name, 35)));
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

  /** What cards for consumers have and the catalog's have not. */
  @Test
  void aConsumersCardOfAnOlderGeneration() throws IOException {
    String gpu =
        CapturedLog.gpu(0, "Quadro P2000", 30)
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
    assertEquals(
        Optional.of(new TargetTemperature(83, OptionalInt.of(65), OptionalInt.of(98))),
        board.targetTemperature());
    assertTrue(board.pci().vga());
    assertTrue(board.features().displayActive());
    assertEquals(OptionalInt.of(750_125), captured.readings().graphicsMicrovolts());
    assertEquals(
        Optional.of(List.of(ClockEventReason.SW_POWER_CAP)),
        captured.readings().clockEventReasons());
  }

  /** Boards of laptops have a target that nobody can set. */
  @Test
  void aTargetTemperatureMayHaveNoRange() throws IOException {
    String gpu =
        CapturedLog.gpu(0, "NVIDIA RTX A5000 Laptop GPU", 30)
            .replace(
                "</temperature>",
                "<gpu_target_temperature>87 C</gpu_target_temperature></temperature>"
                    + "<supported_gpu_target_temp><gpu_target_temp_min>N/A</gpu_target_temp_min>"
                    + "<gpu_target_temp_max>N/A</gpu_target_temp_max></supported_gpu_target_temp>");
    assertEquals(
        Optional.of(new TargetTemperature(87, OptionalInt.empty(), OptionalInt.empty())),
        alone(gpu).board().targetTemperature());
  }

  /** With MIG it is no A6000, which has more memory but the same generation. */
  @Test
  void anUnknownBoardThatCanBeDividedIsLikeOneThatCan() throws IOException {
    Board board = alone(CapturedLog.gpu(0, "NVIDIA A800-SXM4-40GB", 30)).board();
    assertEquals("a100-40", board.key());
    assertEquals(80, board.product().computeMajor() * 10 + board.product().computeMinor());
  }

  /** The catalog's board of the name has no limits that anybody has published. */
  @Test
  void marginsWhereTheCatalogKnowsNone() throws IOException {
    String gpu =
        withoutMig(CapturedLog.gpu(0, "NVIDIA RTX PRO 6000 Blackwell Server Edition", 24))
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
        CapturedLog.gpu(0, "NVIDIA A10G", 30)
            .replaceFirst("<pci_device_id>[^<]*", "<pci_device_id>000000DE");
    assertEquals(0x2237, alone(gpu).board().pci().device());
  }
}
