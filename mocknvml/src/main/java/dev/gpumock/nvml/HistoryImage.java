package dev.gpumock.nvml;

import dev.gpumock.topo.BbxFlush;
import dev.gpumock.topo.ClockEventCounters;
import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.MemoryErrors;
import dev.gpumock.topo.PcieTraffic;
import dev.gpumock.topo.Readings;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What has happened to a GPU up to the start of the node: errors, slowdowns, traffic. */
final class HistoryImage {
  /** nvmlMemoryLocation_t. */
  private static final int DRAM = 2;

  private static final int SRAM = 7;

  /** nvmlPerfPolicyType_t. */
  private static final int POWER = 0;

  private static final int THERMAL = 1;
  private static final int SYNC_BOOST = 2;

  private final Gpu gpu;

  HistoryImage(Gpu gpu) {
    this.gpu = gpu;
  }

  void write(StateRecord record) {
    Readings readings = gpu.readings();
    record
        .put("remap_histogram", 0, gpu.board().ecc().remapBanks().orElse(StateRecord.ABSENT))
        .put("bbx_time_us", StateRecord.ABSENT64);
    readings.bbxFlush().ifPresent(flush -> blackBox(record, flush));
    readings.pcie().ifPresent(traffic -> pcie(record, traffic));
    readings.clockEvents().ifPresent(counters -> slowdowns(record, counters));
    readings.memoryErrors().ifPresent(errors -> memory(record, errors));
  }

  private static void blackBox(StateRecord record, BbxFlush flush) {
    record
        .put("bbx_time_us", ChronoUnit.MICROS.between(Instant.EPOCH, flush.at()))
        .put("bbx_duration_us", flush.durationMicros());
  }

  private static void pcie(StateRecord record, PcieTraffic traffic) {
    record
        .put("pcie_tx", traffic.txKBps().orElse(0))
        .put("pcie_rx", traffic.rxKBps().orElse(0))
        .put("pcie_replays", traffic.replays().orElse(0));
  }

  private static void slowdowns(StateRecord record, ClockEventCounters counters) {
    record
        .put("violation_us", POWER, counters.swPowerCapMicros())
        .put("violation_us", THERMAL, counters.swThermalSlowdownMicros())
        .put("violation_us", SYNC_BOOST, counters.syncBoostMicros())
        .put("hw_thermal_us", counters.hwThermalSlowdownMicros())
        .put("hw_brake_us", counters.hwPowerBrakeMicros());
  }

  private static void memory(StateRecord record, MemoryErrors errors) {
    record
        .put("ecc_aggregate_corrected", SRAM, errors.sramCorrectable().orElse(0))
        .put("ecc_aggregate_uncorrected", SRAM, errors.sramUncorrectable().orElse(0))
        .put("ecc_aggregate_corrected", DRAM, errors.dramCorrectable().orElse(0))
        .put("ecc_aggregate_uncorrected", DRAM, errors.dramUncorrectable().orElse(0))
        .put("retired_single", errors.retiredForSingleBits().orElse(0))
        .put("retired_double", errors.retiredForDoubleBits().orElse(0))
        .put("remapped_corrected", errors.remappedCorrectable().orElse(0))
        .put("remapped_uncorrected", errors.remappedUncorrectable().orElse(0));
    List<Integer> histogram = errors.remapHistogram();
    for (int i = 0; i < histogram.size(); i++) {
      record.put("remap_histogram", i, histogram.get(i));
    }
  }
}
