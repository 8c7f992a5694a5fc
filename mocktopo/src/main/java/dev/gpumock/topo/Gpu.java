package dev.gpumock.topo;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One board in one slot.
 *
 * @param index position in NVML's order
 * @param minor N of /dev/nvidiaN
 * @param moduleId position on an HGX baseboard or in a Grace module, 1 on a PCIe card
 * @param serial of the board; the GPUs of one Grace module share it
 * @param numaNode memory node of the host next to the GPU
 * @param gpuNumaId memory node that the GPU's own memory is (Grace)
 * @param pcieGeneration as trained now; likewise {@code pcieWidth}
 * @param hostMaxPcieGeneration absent in a guest
 * @param irq the interrupt in /proc/driver/nvidia/gpus/BDF/information
 * @param settings what has been set on it when the node starts, beside the persistence mode
 * @param pdi number of the die (nvmlDeviceGetPdi)
 * @param pciPath the switches above it; absent where a guest does not see them
 * @param memoryNodes memory nodes of the host that are near, as nvmlDeviceGetMemoryAffinity says
 * @param platform place in a rack, of boards whose driver tells
 * @param gpuInstances what MIG has divided it into when the node starts
 */
public record Gpu(
    int index,
    int minor,
    int moduleId,
    Bdf bdf,
    GpuUuid uuid,
    Optional<String> serial,
    Board board,
    OptionalInt numaNode,
    OptionalInt gpuNumaId,
    int pcieGeneration,
    int pcieWidth,
    OptionalInt hostMaxPcieGeneration,
    int irq,
    boolean persistenceMode,
    Settings settings,
    long pdi,
    Optional<PciPath> pciPath,
    CpuSet memoryNodes,
    PcieAtomics atomics,
    Optional<Platform> platform,
    Readings readings,
    List<GpuInstance> gpuInstances) {
  public Gpu {
    Check.range("index", index, 0, 63);
    Check.range("minor", minor, 0, 253);
    Check.range("moduleId", moduleId, 0, 255);
    Check.text("serial", serial, 29);
    Check.range("numaNode", numaNode, 0, 1023);
    Check.range("gpuNumaId", gpuNumaId, 0, 1023);
    Check.range("pcieGeneration", pcieGeneration, 1, 7);
    Check.range("pcieWidth", pcieWidth, 1, 32);
    Check.range("irq", irq, 0, 1_000_000);
    settings.requireFit(board);
    gpuInstances = List.copyOf(gpuInstances);
    if (!gpuInstances.isEmpty()) {
      Check.range("minor of a GPU with gpuInstances", minor, 0, 31);
    }
    for (int i = 0; i < gpuInstances.size(); i++) {
      gpuInstances.get(i).requireRoom(board, gpuInstances.subList(0, i));
    }
  }

  /** Whether MIG is on when the node starts: a GPU with instances cannot be without. */
  public boolean migMode() {
    return board.features().mig() == Support.ENABLED || !gpuInstances.isEmpty();
  }

  /**
   * nvmlPlatformInfo_t of GB200 and its like.
   *
   * @param chassisSerial absent on a baseboard that stands in no rack; likewise slot and tray
   * @param fabricGuid number of the GPU in its NVLink fabric
   */
  public record Platform(
      Optional<String> chassisSerial,
      OptionalInt slot,
      OptionalInt tray,
      int hostId,
      boolean switchConnected,
      Optional<Long> fabricGuid) {
    public Platform {
      Check.text("chassisSerial", chassisSerial, 15);
      Check.range("slot", slot, 0, 255);
      Check.range("tray", tray, 0, 255);
      Check.range("hostId", hostId, 0, 255);
    }
  }
}
