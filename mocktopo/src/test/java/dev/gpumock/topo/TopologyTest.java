package dev.gpumock.topo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gpumock.topo.catalog.Catalog;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cells that real {@code nvidia-smi topo -m} printed. */
class TopologyTest {
  private static Machine machine(String name) {
    return Catalog.standard().machine(name, "node-a");
  }

  @ParameterizedTest
  @CsvSource({
    "dgxa100, NV12",
    "dgxa100-80, NV12",
    "h100, NV18",
    "gb200, NV18",
    "dgxb200, NV18",
    "gpu_8x_h100_sxm5, NV18",
    "gh200-nvl2, NV18",
    "a100-pcie-pair, NODE",
    "g4dn.12xlarge, PHB",
    "a40-server, NODE"
  })
  void cellOfTheFirstPair(String name, String cell) {
    Machine machine = machine(name);
    assertEquals(cell, new Topology(machine).cell(machine.gpus().get(0), machine.gpus().get(1)));
  }

  @Test
  void bridgedPairsAreFarFromEachOther() {
    Machine machine = machine("a100-pcie-quad");
    Topology topology = new Topology(machine);
    List<String> cells =
        machine.gpus().stream().map(gpu -> topology.cell(machine.gpus().get(0), gpu)).toList();
    assertEquals(List.of("X", "NV12", "SYS", "SYS"), cells);
  }

  @ParameterizedTest
  @CsvSource({
    "h100, 0, PXB NODE NODE NODE NODE NODE SYS SYS SYS SYS SYS SYS",
    "h100, 1, NODE NODE NODE PXB NODE NODE SYS SYS SYS SYS SYS SYS",
    "h100, 7, SYS SYS SYS SYS SYS SYS NODE NODE NODE NODE NODE PXB",
    "dgxa100, 1, PXB PXB SYS SYS SYS SYS SYS SYS SYS SYS SYS SYS",
    "dgxa100, 4, SYS SYS SYS SYS SYS SYS PXB PXB SYS SYS SYS SYS",
    "gb200, 0, SYS SYS SYS SYS SYS SYS SYS SYS"
  })
  void networkCellsOfAGpu(String name, int gpu, String cells) {
    Machine machine = machine(name);
    Topology topology = new Topology(machine);
    List<String> row =
        machine.nics().stream().map(nic -> topology.cell(machine.gpus().get(gpu), nic)).toList();
    assertEquals(List.of(cells.split(" ")), row);
  }

  @Test
  void oneSwitchOverBothIsPix() {
    PciPath path = PciPath.parse("bridge/switch");
    assertEquals(2, path.shared(PciPath.parse("bridge/switch")));
    assertEquals("bridge/switch", path.toString());
  }
}
