package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gpumock.topo.Machine;
import dev.gpumock.topo.catalog.Catalog;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What NVIDIA's {@code nvidia-smi topo -m} prints of GPUs and network adapters, as it was seen on
 * real nodes. The adapters it looks for below /sys.
 */
class TopologyMatrixIT {
  @TempDir Path folder;

  /** A GPU's row: cells to all GPUs, CPU affinity, NUMA affinity, the NUMA node of its memory. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dgxa100        | 0 | X NV12 NV12 NV12 NV12 NV12 NV12 NV12 48-63,176-191 3 N/A",
        "dgxa100        | 3 | NV12 NV12 NV12 X NV12 NV12 NV12 NV12 16-31,144-159 1 N/A",
        "dgxa100        | 5 | NV12 NV12 NV12 NV12 NV12 X NV12 NV12 112-127,240-255 7 N/A",
        "dgxa100-80     | 7 | NV12 NV12 NV12 NV12 NV12 NV12 NV12 X 80-95,208-223 5 N/A",
        "dgxh100        | 0 | X NV18 NV18 NV18 NV18 NV18 NV18 NV18 0-55,112-167 0 N/A",
        "dgxh100        | 7 | NV18 NV18 NV18 NV18 NV18 NV18 NV18 X 56-111,168-223 1 N/A",
        "dgxb200        | 4 | NV18 NV18 NV18 NV18 X NV18 NV18 NV18 56-111,168-223 1 N/A",
        "gb200          | 0 | X NV18 NV18 NV18 0-71 0,3-9,11-17 2",
        "gb200          | 1 | NV18 X NV18 NV18 0-71 0,3-9,11-17 10",
        "gb200          | 2 | NV18 NV18 X NV18 72-143 1,19-25,27-33 18",
        "gb200          | 3 | NV18 NV18 NV18 X 72-143 1,19-25,27-33 26",
        "gh200          | 0 | X 0-71 0 1",
        "a100-pcie-quad | 0 | X NV12 SYS SYS 0-51,104-155 0 N/A",
        "a100-pcie-quad | 3 | SYS SYS NV12 X 52-103,156-207 1 N/A",
        "a100-pcie-pair | 0 | X NODE 28-55,84-111 1 N/A",
        "a100-pcie-pair | 1 | NODE X 28-55,84-111 1 N/A"
      })
  void rowOfAGpu(String name, int gpu, String row) throws Exception {
    PlacedLibrary.in(folder, Catalog.standard().machine(name, "node-a"));
    String printed = Judges.run("nvidia-smi-550", folder, "topo", "-m").out();
    assertEquals(List.of(row.split(" ")), cells(printed, "GPU" + gpu), printed);
  }

  /** Adapter against adapter is as Topology derives it: no reference has these cells. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dgxa100 | GPU0 | PXB PXB SYS SYS SYS SYS SYS SYS SYS SYS SYS SYS",
        "dgxa100 | GPU3 | SYS SYS PXB PXB SYS SYS SYS SYS SYS SYS SYS SYS",
        "dgxa100 | GPU4 | SYS SYS SYS SYS SYS SYS PXB PXB SYS SYS SYS SYS",
        "dgxa100 | NIC0 | X PXB SYS SYS SYS SYS SYS SYS SYS SYS SYS SYS",
        "dgxa100 | NIC4 | SYS SYS SYS SYS X PIX SYS SYS SYS SYS SYS SYS",
        "dgxh100 | GPU1 | NODE NODE NODE PXB NODE NODE SYS SYS SYS SYS SYS SYS",
        "dgxh100 | GPU7 | SYS SYS SYS SYS SYS SYS NODE NODE NODE NODE NODE PXB",
        "dgxh100 | NIC1 | NODE X PIX NODE NODE NODE SYS SYS SYS SYS SYS SYS",
        "dgxb200 | GPU1 | NODE NODE NODE NODE NODE NODE NODE PXB NODE NODE SYS SYS SYS SYS SYS SYS",
        "gb200   | GPU2 | SYS SYS SYS SYS SYS SYS SYS SYS"
      })
  void adaptersOfARow(String name, String device, String row) throws Exception {
    Machine machine = Catalog.standard().machine(name, "node-a");
    PlacedLibrary.in(folder, machine);
    String root = "HWLOC_FSROOT=" + AdapterSysfs.in(folder.resolve("root"), machine);
    String printed = Judges.runWith(root, "nvidia-smi-550", folder, "topo", "-m").out();
    int gpus = machine.gpus().size();
    List<String> cells = cells(printed, device).subList(gpus, gpus + machine.nics().size());
    assertEquals(List.of(row.split(" ")), cells, printed);
  }

  private static List<String> cells(String printed, String device) {
    return printed
        .lines()
        .filter(line -> line.startsWith(device + "\t"))
        .flatMap(line -> List.of(line.split("\\s+")).stream())
        .skip(1)
        .toList();
  }
}
