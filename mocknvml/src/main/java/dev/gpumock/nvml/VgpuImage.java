package dev.gpumock.nvml;

import dev.gpumock.topo.Board;
import dev.gpumock.topo.PciIds;
import dev.gpumock.topo.VgpuHost;
import java.util.List;

/**
 * The boards' types of virtual GPUs as records of the state image, one board's behind another's.
 */
final class VgpuImage {
  private final StateImage image;
  private int types;

  VgpuImage(StateImage image) {
    this.image = image;
  }

  void write(Board board, List<VgpuHost.Type> rows, StateRecord record) {
    record
        .put("vgpu_start", types)
        .put("vgpu_count", rows.size())
        .put("vgpu_sriov", board.vgpu().map(VgpuHost::sriov).orElse(false))
        .put("vgpu_fractional", board.vgpu().map(VgpuHost::fractional).orElse(false));
    rows.forEach(row -> type(board.pci(), row));
  }

  private void type(PciIds pci, VgpuHost.Type type) {
    image
        .vgpuType(types++)
        .put("name", type.name())
        .put("type_class", type.typeClass())
        .put("id", type.id())
        .put("device_id", pci.device())
        .put("subsystem_id", (long) pci.device() << 16 | type.subsystem())
        .put("license", type.license().ordinal())
        .put("memory", type.memoryMiB() * BoardImage.MIB)
        .put("memory_reserved", type.reservedMiB() * BoardImage.MIB)
        .put("bar1_mib", type.bar1MiB())
        .put("heads", type.heads())
        .put("width", type.width())
        .put("height", type.height())
        .put("frame_rate", type.frameRate())
        .put("instances", type.maxInstances())
        .put("instances_per_vm", type.maxInstancesPerVm())
        .put("exclusive", type.exclusive());
  }
}
