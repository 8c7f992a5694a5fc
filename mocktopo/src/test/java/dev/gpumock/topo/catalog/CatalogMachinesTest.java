package dev.gpumock.topo.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.topo.Board;
import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.Mig.ComputeInstanceProfile;
import dev.gpumock.topo.Mig.GpuInstanceProfile;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every machine and board of the catalog, found by listing it. */
class CatalogMachinesTest {
  private static final Catalog CATALOG = Catalog.standard();

  static List<String> names() {
    return CATALOG.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyMachineLoadsAndFits(String name) {
    Machine machine = CATALOG.machine(name, "node-a");
    assertEquals(machine, CATALOG.machine(name, "node-a"));
    for (Gpu gpu : machine.gpus()) {
      assertTrue(gpu.pcieWidth() <= gpu.board().pcie().maxWidth());
      migTableFits(gpu.board());
    }
  }

  /** NVIDIA's names say how much of the whole memory a profile has, in eighths. */
  private static void migTableFits(Board board) {
    for (GpuInstanceProfile profile :
        board.mig().map(m -> m.gpuInstanceProfiles()).orElse(List.of())) {
      int total = board.memory().totalMiB();
      double eighths = Math.ceil(8.0 * profile.memoryMiB() / total) / 8;
      long gigabytes = Math.round(eighths * Math.ceil(total / 1024.0));
      String size = "." + gigabytes + "gb";
      assertTrue(
          profile.name().replaceFirst("[+-].*", "").endsWith(size),
          profile.name() + " not " + size);
      for (ComputeInstanceProfile part : profile.computeInstanceProfiles()) {
        assertTrue(part.engines().multiprocessors() <= profile.engines().multiprocessors());
      }
    }
  }

  @Test
  void everyBoardIsInSomeMachine() {
    Set<String> used = new TreeSet<>();
    CATALOG
        .names()
        .forEach(n -> CATALOG.machine(n, "n").gpus().forEach(g -> used.add(g.board().key())));
    assertEquals(new TreeSet<>(new BuiltInCatalog().boards()), used);
  }

  @Test
  void theGridOfBlackwellIsSevenAndAHalfMegahertz() {
    List<Integer> clocks =
        CATALOG
            .machine("hgx-b200", "n")
            .gpus()
            .get(0)
            .board()
            .clocks()
            .supported()
            .get(0)
            .graphicsMhz();
    assertEquals(247, clocks.size());
    assertEquals(List.of(1965, 1957, 1950, 1942, 1935), clocks.subList(0, 5));
    assertEquals(List.of(135, 127, 120), clocks.subList(244, 247));
  }

  @ParameterizedTest
  @CsvSource({
    "gpu_1x_a100_sxm4, 1215, 81, 1410, 210",
    "g4dn.xlarge, 5001, 87, 1590, 300",
    "p5.48xlarge, 2619, 110, 1980, 345",
    "gb200, 3996, 260, 2062, 120",
    "gb300, 3996, 261, 2070, 120",
    "g6e.xlarge, 9001, 155, 2520, 210",
    "g5.xlarge, 6251, 101, 1710, 210"
  })
  void supportedClocks(String name, int memory, int count, int first, int last) {
    var supported = CATALOG.machine(name, "n").gpus().get(0).board().clocks().supported().get(0);
    assertEquals(memory, supported.memoryMhz());
    assertEquals(count, supported.graphicsMhz().size());
    assertEquals(first, supported.graphicsMhz().get(0));
    assertEquals(last, supported.graphicsMhz().get(count - 1));
  }

  @Test
  void valuesFollowTheDriver() {
    assertEquals(388, CATALOG.machine("t4", "n").gpus().get(0).board().memory().reservedMiB());
    assertEquals(
        448, CATALOG.machine("g4dn.xlarge", "n").gpus().get(0).board().memory().reservedMiB());
  }
}
