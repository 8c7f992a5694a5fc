package dev.gpumock.nvml;

import dev.gpumock.topo.Bdf;
import dev.gpumock.topo.Board;
import dev.gpumock.topo.ClockEventReason;
import dev.gpumock.topo.Clocks.ApplicationClocks;
import dev.gpumock.topo.ComputeMode;
import dev.gpumock.topo.CpuSet;
import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.GpuArchitecture;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.NumaNode;
import dev.gpumock.topo.PowerLimits;
import dev.gpumock.topo.Readings;
import dev.gpumock.topo.Settings;
import dev.gpumock.topo.TargetTemperature;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A GPU as a record of the state image, in the state in which the node starts. */
final class GpuImage {
  private static final List<ClockEventReason> IDLE = List.of(ClockEventReason.GPU_IDLE);

  /** Fetch-and-add, swap and compare-and-swap, each of 32 and 64 bits. */
  private static final int ATOMICS = 0x3f;

  /** Low power threshold of NVLink as the driver sets it, in units of 100 microseconds. */
  private static final int LINK_THRESHOLD = 10;

  private final Machine machine;
  private final Gpu gpu;

  GpuImage(Machine machine, Gpu gpu) {
    this.machine = machine;
    this.gpu = gpu;
  }

  void write(StateRecord record, int boardNumber) {
    record.put("board", boardNumber);
    identity(record);
    place(record);
    platform(record);
    modes(record);
    readings(record, gpu.readings());
    new HistoryImage(gpu).write(record);
    settings(record);
    new InstancesImage(gpu).write(record);
  }

  private void identity(StateRecord record) {
    record
        .put("minor", gpu.minor())
        .put("module_id", gpu.moduleId())
        .put("uuid", gpu.uuid().toString())
        .put("serial", gpu.serial())
        .put("pdi", gpu.pdi())
        .put("board_id", boardId(gpu.bdf()))
        .put("irq", gpu.irq());
  }

  /** The address as a number; the bus of most cards, whose device number is 0. */
  private static long boardId(Bdf bdf) {
    return (long) bdf.domain() << 16 | bdf.bus() << 8 | bdf.device();
  }

  private void place(StateRecord record) {
    record
        .put("domain", gpu.bdf().domain())
        .put("bus", gpu.bdf().bus())
        .put("device", gpu.bdf().device())
        .put("numa_node", gpu.numaNode())
        .put("gpu_numa_id", gpu.gpuNumaId())
        .put("pcie_generation", gpu.pcieGeneration())
        .put("pcie_max_generation", maxGeneration())
        .put("pcie_width_now", gpu.pcieWidth())
        .put("pcie_host_generation", gpu.hostMaxPcieGeneration());
    record
        .put("atomics_outbound", gpu.atomics().outbound() ? ATOMICS : 0)
        .put("atomics_inbound", gpu.atomics().inbound() ? ATOMICS : 0);
    gpu.numaNode().ifPresent(node -> affinity(record, node));
    set(record, "memory_nodes", gpu.memoryNodes());
  }

  /** What board and host can do together. */
  private int maxGeneration() {
    int board = gpu.board().pcie().maxGeneration();
    return Math.min(board, gpu.hostMaxPcieGeneration().orElse(Math.min(board, 5)));
  }

  private void affinity(StateRecord record, int node) {
    for (NumaNode n : machine.host().numaNodes()) {
      if (n.id() == node) {
        set(record, "cpus", n.cpus());
      }
    }
  }

  private static void set(StateRecord record, String field, CpuSet members) {
    long[] words = members.words();
    for (int i = 0; i < words.length; i++) {
      record.put(field, i, words[i]);
    }
  }

  private void platform(StateRecord record) {
    gpu.platform()
        .ifPresent(
            p ->
                record
                    .put("has_platform", 1)
                    .put("chassis_serial", p.chassisSerial())
                    .put("slot", p.slot())
                    .put("tray", p.tray())
                    .put("host_id", p.hostId())
                    .put("peer_type", p.switchConnected() ? 1 : 0)
                    .putBytes("fabric_guid", bytes(p.fabricGuid().orElse(0L))));
  }

  private static byte[] bytes(long guid) {
    return ByteBuffer.allocate(Long.BYTES).putLong(guid).array();
  }

  private void modes(StateRecord record) {
    Board board = gpu.board();
    Settings settings = gpu.settings();
    Optional<ApplicationClocks> applications =
        settings.applicationClocks().or(() -> board.clocks().applicationDefault());
    boolean ecc = board.ecc().enabledByDefault();
    record
        .put("persistence", gpu.persistenceMode())
        .put("compute_mode", settings.computeMode().orElse(ComputeMode.DEFAULT).ordinal())
        .put("accounting", settings.accountingMode())
        .put("ecc_current", ecc)
        .put("ecc_pending", settings.pendingEccMode().orElse(ecc))
        .put("power_limit", gpu.readings().powerLimitMilliwatts().orElse(limit(board.power())))
        .put("module_power_limit", limit(board.modulePower()))
        .put("application_graphics", applications.map(a -> a.graphicsMhz()).orElse(-1))
        .put("application_memory", applications.map(a -> a.memoryMhz()).orElse(-1))
        .put("fan_speed", board.fanPercent())
        .put("event_reasons", reasons(gpu.readings().clockEventReasons().orElse(IDLE)))
        .put("mig_current", gpu.migMode())
        .put("mig_pending", settings.pendingMigMode().orElse(gpu.migMode()));
  }

  private static long reasons(List<ClockEventReason> reasons) {
    return reasons.stream().mapToLong(ClockEventReason::nvmlBit).reduce(0, (a, b) -> a | b);
  }

  private static int limit(Optional<PowerLimits> limits) {
    return limits.map(PowerLimits::defaultMilliwatts).orElse(StateRecord.ABSENT);
  }

  private static void readings(StateRecord record, Readings now) {
    record
        .put("pstate", now.performanceState())
        .put("temperature", now.gpuCelsius())
        .put("memory_temperature", signed(now.memoryCelsius()))
        .put("power_usage", now.powerMilliwatts())
        .put("module_power_usage", now.modulePowerMilliwatts())
        .put("memory_power_usage", now.memoryPowerMilliwatts())
        .put("power_instant", now.instantPowerMilliwatts())
        .put("module_power_instant", now.instantModulePowerMilliwatts())
        .put("voltage", now.graphicsMicrovolts())
        .put("bar1_used", now.bar1UsedMiB().orElse(0) * BoardImage.MIB);
    BoardImage.clockSet(record, "clock", now.clocks());
  }

  /** Switches at their factory values; absent where the board or its generation has none. */
  private void settings(StateRecord record) {
    Board board = gpu.board();
    GpuArchitecture architecture = board.product().architecture();
    boolean managesLinks =
        board.nvlink().isPresent() && architecture.compareTo(GpuArchitecture.HOPPER) >= 0;
    Optional<TargetTemperature> target = board.targetTemperature();
    record
        .put("auto_boost", StateRecord.ABSENT)
        .put("auto_boost_default", StateRecord.ABSENT)
        .put("restricted_api", 1, StateRecord.ABSENT)
        .put(
            "acoustic_threshold",
            target.map(TargetTemperature::celsius).orElse(StateRecord.ABSENT_SIGNED))
        .put("link_threshold", managesLinks ? LINK_THRESHOLD : StateRecord.ABSENT);
  }

  private static int signed(OptionalInt value) {
    return value.orElse(StateRecord.ABSENT_SIGNED);
  }
}
