package dev.gpumock.nvml;

import dev.gpumock.topo.AddressingMode;
import dev.gpumock.topo.Board;
import dev.gpumock.topo.ClockSet;
import dev.gpumock.topo.PciIds;
import dev.gpumock.topo.PowerLimits;
import dev.gpumock.topo.SupportedClocks;
import dev.gpumock.topo.Thermals;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A board as a record of the state image. */
final class BoardImage {
  static final long MIB = 1024 * 1024;

  private static final int SUB_CLASS_3D = 2;

  private final Board board;
  private final StateImage image;

  BoardImage(Board board, StateImage image) {
    this.board = board;
    this.image = image;
  }

  void write(StateRecord record) {
    identity(record);
    measures(record);
    clocks(record);
    thermals(record);
    features(record);
  }

  private void identity(StateRecord record) {
    PciIds pci = board.pci();
    record
        .put("name", board.product().name())
        .put("brand", board.product().brand().nvmlCode())
        .put("architecture", board.product().architecture().nvmlCode())
        .put("compute_major", board.product().computeMajor())
        .put("compute_minor", board.product().computeMinor())
        .put("pci_device_id", (long) pci.device() << 16 | pci.vendor())
        .put("pci_subsystem_id", (long) pci.subsystem() << 16 | pci.subsystemVendor())
        .put("pci_sub_class", pci.vga() ? 0 : SUB_CLASS_3D)
        .put("board_part_number", board.partNumbers().board())
        .put("gpu_part_number", board.partNumbers().gpu())
        .put("fru_part_number", board.partNumbers().fru())
        .put("vbios", board.firmware().vbios())
        .put("inforom_image", board.firmware().inforomImage())
        .put("inforom_oem", board.firmware().inforomOem())
        .put("inforom_ecc", board.firmware().inforomEcc())
        .put("inforom_power", board.firmware().inforomPower())
        .put("gsp", board.firmware().gsp());
  }

  private void measures(StateRecord record) {
    OptionalInt bar1 = board.memory().bar1MiB();
    record
        .put("memory_total", board.memory().totalMiB() * MIB)
        .put("memory_reserved", board.memory().reservedMiB() * MIB)
        .put("bar1_total", bar1.isPresent() ? bar1.getAsInt() * MIB : StateRecord.ABSENT64)
        .put("memory_bus_width", board.memory().busWidthBits())
        .put("pcie_device_generation", board.pcie().maxGeneration())
        .put("pcie_width", board.pcie().maxWidth())
        .put("multiprocessors", board.engines().multiprocessors())
        .put("cores", cores())
        .put("copy_engines", board.engines().copyEngines())
        .put("encoders", board.engines().encoders())
        .put("decoders", board.engines().decoders())
        .put("jpegs", board.engines().jpegs())
        .put("ofas", board.engines().ofas());
    limits(record, "power", board.power());
    limits(record, "module_power", board.modulePower());
  }

  /** FP32 lanes of a multiprocessor, by generation; GP100 and GA100 have half of their sisters'. */
  private int cores() {
    boolean half = board.product().computeMinor() == 0;
    int lanes =
        switch (board.product().architecture()) {
          case KEPLER -> 192;
          case VOLTA, TURING -> 64;
          case PASCAL, AMPERE -> half ? 64 : 128;
          default -> 128;
        };
    return board.engines().multiprocessors() * lanes;
  }

  private static void limits(StateRecord record, String prefix, Optional<PowerLimits> limits) {
    record
        .put(prefix + "_min", limits.map(PowerLimits::minMilliwatts).orElse(StateRecord.ABSENT))
        .put(
            prefix + "_default",
            limits.map(PowerLimits::defaultMilliwatts).orElse(StateRecord.ABSENT))
        .put(prefix + "_max", limits.map(PowerLimits::maxMilliwatts).orElse(StateRecord.ABSENT));
  }

  /** By nvmlClockType_t: graphics, SM, memory, video. */
  static void clockSet(StateRecord record, String field, ClockSet clocks) {
    record
        .put(field, 0, clocks.graphicsMhz())
        .put(field, 1, clocks.smMhz())
        .put(field, 2, clocks.memoryMhz())
        .put(field, 3, clocks.videoMhz());
  }

  private void clocks(StateRecord record) {
    clockSet(record, "clock_max", board.clocks().max());
    record
        .put(
            "application_graphics",
            board.clocks().applicationDefault().map(a -> a.graphicsMhz()).orElse(-1))
        .put(
            "application_memory",
            board.clocks().applicationDefault().map(a -> a.memoryMhz()).orElse(-1))
        .put("boost_graphics", board.clocks().customerBoostMhz());
    List<SupportedClocks> supported = board.clocks().supported();
    record.put("memory_clock_count", supported.size());
    for (int i = 0; i < supported.size(); i++) {
      record
          .put("memory_clock", i, supported.get(i).memoryMhz())
          .put("graphics_clock_start", i, image.addClocks(supported.get(i).graphicsMhz()))
          .put("graphics_clock_count", i, supported.get(i).graphicsMhz().size());
    }
  }

  private void thermals(StateRecord record) {
    record
        .put("fan_count", board.fanPercent().isPresent() ? 1 : 0)
        .put("fan_min", board.fanMinPercent())
        .put("fan_rpm_max", board.fanMaxRpm());
    board
        .targetTemperature()
        .ifPresent(
            t ->
                record
                    .put("target_min", t.min().orElse(StateRecord.ABSENT_SIGNED))
                    .put("target_max", t.max().orElse(StateRecord.ABSENT_SIGNED)));
    if (board.thermals() instanceof Thermals.Margins m) {
      record.put("margins", 1).put("temperature_limit", m.limit());
      thresholds(record, m.shutdown(), m.slowdown(), m.gpuMax(), m.memoryMax());
    } else if (board.thermals() instanceof Thermals.Thresholds t) {
      thresholds(record, t.shutdown(), t.slowdown(), t.gpuMax(), t.memoryMax());
    } else {
      int unknown = StateRecord.ABSENT_SIGNED;
      thresholds(record, unknown, unknown, OptionalInt.empty(), OptionalInt.empty());
    }
  }

  private static void thresholds(
      StateRecord record, int shutdown, int slowdown, OptionalInt gpuMax, OptionalInt memoryMax) {
    record
        .put("threshold_shutdown", shutdown)
        .put("threshold_slowdown", slowdown)
        .put("threshold_gpu_max", gpuMax.orElse(StateRecord.ABSENT_SIGNED))
        .put("threshold_memory_max", memoryMax.orElse(StateRecord.ABSENT_SIGNED));
  }

  private void features(StateRecord record) {
    AddressingMode addressing = board.features().addressing();
    record
        .put("ecc_scheme", board.ecc().scheme().ordinal())
        .put("ecc_default", board.ecc().enabledByDefault())
        .put("ecc_volatile_refused", board.ecc().volatileRefused())
        .put("link_version", board.nvlink().map(n -> linkVersion(n.generation())).orElse(0))
        .put("link_count", board.nvlink().map(n -> n.count()).orElse(0))
        .put("link_speed", board.nvlink().map(n -> n.speedMBps()).orElse(0))
        .put("c2c_links", board.c2cLinks().map(l -> l.count()).orElse(StateRecord.ABSENT))
        .put("c2c_speed", board.c2cLinks().map(l -> l.speedMBps()).orElse(StateRecord.ABSENT))
        .put("mig", board.features().mig().ordinal())
        .put("c2c", board.features().c2c().ordinal())
        .put("sparse", board.features().sparseOperation().ordinal())
        .put(
            "addressing",
            addressing == AddressingMode.UNSUPPORTED
                ? StateRecord.ABSENT
                : addressing.ordinal() - 1)
        .put("display_mode", board.features().displayMode())
        .put("display_active", board.features().displayActive())
        .put("average_power", board.features().averagePower());
  }

  /** nvmlNvlinkVersion_t counts 2.2 and 3.1 as versions of their own. */
  private static int linkVersion(int generation) {
    return switch (generation) {
      case 1, 2 -> generation;
      case 3 -> 4;
      case 4 -> 6;
      case 5 -> 7;
      default -> 8;
    };
  }
}
