package dev.gpumock.nvml;

import dev.gpumock.topo.Board;
import dev.gpumock.topo.DriverModel;
import dev.gpumock.topo.Fabric;
import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.Host.Virtualization;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.Mig.GpuInstanceProfile;
import dev.gpumock.topo.Nic;
import dev.gpumock.topo.NvSwitch;
import dev.gpumock.topo.PciIds;
import dev.gpumock.topo.Refusal;
import dev.gpumock.topo.Topology;
import dev.gpumock.topo.VgpuHost;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A machine as a state image. */
final class MachineImage {
  /** MAX_GPUS and MAX_NICS of state.h: the rows of the level tables. */
  private static final int LEVEL_ROW = 64;

  private static final int NIC_ROW = 48;

  private final Machine machine;
  private final List<Board> boards;
  private final LinkPlan links;
  private final StateImage image;
  private final Optional<String> driverRoot;

  MachineImage(Machine machine, StateLayout layout, Optional<String> driverRoot) {
    this.machine = machine;
    this.driverRoot = driverRoot;
    this.boards = boards(machine);
    int clocks = boards.stream().mapToInt(MachineImage::clockCount).sum();
    this.links = new LinkPlan(machine);
    this.image =
        new StateImage(
            layout,
            new StateImage.Counts(
                boards.size(),
                machine.gpus().size(),
                links.linksPerGpu(),
                clocks,
                boards.stream().mapToInt(b -> profiles(b).size()).sum(),
                boards.stream().mapToInt(MachineImage::partCount).sum(),
                boards.stream().mapToInt(b -> vgpuTypes(b).size()).sum()));
  }

  /**
   * In the order of the GPUs. By identity: to compare what is in boards takes longer than all else.
   */
  private static List<Board> boards(Machine machine) {
    List<Board> boards = new ArrayList<>();
    for (Gpu gpu : machine.gpus()) {
      if (position(boards, gpu.board()) < 0) {
        boards.add(gpu.board());
      }
    }
    return List.copyOf(boards);
  }

  private static int position(List<Board> boards, Board board) {
    for (int i = 0; i < boards.size(); i++) {
      if (boards.get(i) == board) {
        return i;
      }
    }
    return -1;
  }

  private static int clockCount(Board board) {
    return board.clocks().supported().stream().mapToInt(s -> s.graphicsMhz().size()).sum();
  }

  private static List<GpuInstanceProfile> profiles(Board board) {
    return board.mig().map(mig -> mig.gpuInstanceProfiles()).orElse(List.of());
  }

  private static int partCount(Board board) {
    return profiles(board).stream().mapToInt(p -> p.computeInstanceProfiles().size()).sum();
  }

  /** Only a driver that hosts virtual GPUs knows their types. */
  private List<VgpuHost.Type> vgpuTypes(Board board) {
    boolean hosts = machine.host().virtualization() == Virtualization.HOST_VGPU;
    return hosts ? board.vgpu().map(VgpuHost::types).orElse(List.of()) : List.of();
  }

  byte[] build() {
    system(image.system());
    MigImage mig = new MigImage(image);
    VgpuImage vgpu = new VgpuImage(image);
    for (int i = 0; i < boards.size(); i++) {
      new BoardImage(boards.get(i), image).write(image.board(i));
      mig.write(profiles(boards.get(i)), image.board(i));
      vgpu.write(boards.get(i), vgpuTypes(boards.get(i)), image.board(i));
    }
    for (int i = 0; i < machine.gpus().size(); i++) {
      GpuImage gpu = new GpuImage(machine, machine.gpus().get(i));
      gpu.write(image.gpu(i), position(boards, machine.gpus().get(i).board()));
      image.keepInitial(i);
      links.write(image, i);
    }
    return image.bytes();
  }

  private void system(StateRecord record) {
    record
        .put("machine", machine.name())
        .put("driver_version", machine.driver().version())
        .put("nvml_version", machine.driver().nvmlVersion())
        .put("driver_branch", "r" + machine.driver().branch() + "_00")
        .put("branch", machine.driver().branch())
        .put(
            "cuda_version", machine.driver().cudaMajor() * 1000 + machine.driver().cudaMinor() * 10)
        .put("driver_root", driverRoot)
        .put("virtualization", machine.host().virtualization().nvmlCode())
        .put(
            "driver_model",
            machine.host().driverModel().map(DriverModel::ordinal).orElse(StateRecord.ABSENT))
        .put("refused", bits(machine.refuses()));
    machine.fabric().ifPresent(fabric -> fabric(record, fabric));
    switches(record);
    nics(record);
    levels(record);
  }

  private static int bits(List<Refusal> refusals) {
    return refusals.stream().mapToInt(refusal -> 1 << refusal.ordinal()).reduce(0, (a, b) -> a | b);
  }

  private static void fabric(StateRecord record, Fabric fabric) {
    UUID id = fabric.clusterUuid();
    byte[] bytes =
        ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
    record.putBytes("cluster_uuid", bytes).put("clique_id", fabric.cliqueId());
    FabricHealth.write(record, fabric.health());
  }

  private void switches(StateRecord record) {
    record.put("switch_count", machine.nvSwitches().size());
    for (int i = 0; i < machine.nvSwitches().size(); i++) {
      NvSwitch s = machine.nvSwitches().get(i);
      record
          .put("switch_domain", i, s.bdf().domain())
          .put("switch_bus", i, s.bdf().bus())
          .put("switch_device", i, s.bdf().device())
          .put("switch_device_id", i, (long) s.deviceId() << 16 | PciIds.NVIDIA);
    }
  }

  private void nics(StateRecord record) {
    record.put("nic_count", machine.nics().size());
    for (int i = 0; i < machine.nics().size(); i++) {
      Nic nic = machine.nics().get(i);
      record
          .put("nic_domain", i, nic.bdf().domain())
          .put("nic_bus", i, nic.bdf().bus())
          .put("nic_device", i, nic.bdf().device());
    }
  }

  private void levels(StateRecord record) {
    Topology topology = new Topology(machine);
    for (int a = 0; a < machine.gpus().size(); a++) {
      for (int b = 0; b < machine.gpus().size(); b++) {
        record.put(
            "level",
            a * LEVEL_ROW + b,
            topology.level(machine.gpus().get(a), machine.gpus().get(b)).nvmlCode());
      }
      for (int n = 0; n < machine.nics().size(); n++) {
        record.put(
            "nic_level",
            a * NIC_ROW + n,
            topology.level(machine.gpus().get(a), machine.nics().get(n)).nvmlCode());
      }
    }
    adapterLevels(record, topology);
  }

  private void adapterLevels(StateRecord record, Topology topology) {
    List<Nic> nics = machine.nics();
    for (int a = 0; a < nics.size(); a++) {
      for (int b = 0; b < nics.size(); b++) {
        record.put(
            "nic_pair_level", a * NIC_ROW + b, topology.level(nics.get(a), nics.get(b)).nvmlCode());
      }
    }
  }
}
