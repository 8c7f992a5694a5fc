package dev.gpumock.topo.capture;

import dev.gpumock.topo.ClockEventReason;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the sensors and counters of a GPU said at the moment of the capture. */
final class CapturedReadings {
  private static final String COUNTERS =
      "clocks_event_reasons_counters/clocks_event_reasons_counters_";

  private final SmiLog gpu;

  CapturedReadings(SmiLog gpu) {
    this.gpu = gpu;
  }

  Properties properties() {
    Properties now = new Properties();
    now.put("gpuCelsius", gpu.number("temperature/gpu_temp"));
    now.known(
        "memoryCelsius",
        gpu.number("temperature/memory_temp"),
        gpu.refused("temperature/memory_temp"));
    power(now);
    now.put("clocks", CapturedClocks.clockSet(gpu, "clocks"));
    gpu.value("performance_state")
        .filter(text -> text.matches("P[0-9]{1,2}"))
        .ifPresent(text -> now.put("performanceState", text.substring(1)));
    now.put("graphicsMicrovolts", gpu.milli("voltage/graphics_volt"));
    eventReasons().ifPresent(reasons -> now.put("clockEventReasons", reasons));
    now.put("bar1UsedMiB", gpu.number("bar1_memory_usage/used"));
    now.put("pcie", pcie());
    now.put("clockEvents", clockEvents());
    blackBox(now);
    now.put("memoryErrors", memoryErrors());
    return now;
  }

  /** Drivers before 530 know one group of power readings, and another name for the limit. */
  static String powerGroup(SmiLog gpu) {
    return gpu.has("power_readings") ? "power_readings" : "gpu_power_readings";
  }

  private void power(Properties now) {
    String group = powerGroup(gpu);
    Optional<Long> average = gpu.milli(group + "/average_power_draw");
    Optional<Long> instant =
        gpu.milli(group + "/instant_power_draw").or(() -> gpu.milli(group + "/power_draw"));
    now.put("powerMilliwatts", average.or(() -> instant));
    now.put("instantPowerMilliwatts", instant.filter(watts -> average.isPresent()));
    String module = "module_power_readings/average_power_draw";
    now.known("modulePowerMilliwatts", gpu.milli(module), gpu.refused(module));
    now.put("instantModulePowerMilliwatts", gpu.milli("module_power_readings/instant_power_draw"));
    String memory = "gpu_memory_power_readings/average_power_draw";
    now.known("memoryPowerMilliwatts", gpu.milli(memory), gpu.refused(memory));
    Optional<Long> usual = gpu.milli(group + "/default_power_limit");
    now.put(
        "powerLimitMilliwatts",
        gpu.milli(group + "/current_power_limit")
            .or(() -> gpu.milli(group + "/power_limit"))
            .filter(limit -> !usual.equals(Optional.of(limit))));
  }

  private Properties pcie() {
    return new Properties()
        .put("txKBps", gpu.number("pci/tx_util"))
        .put("rxKBps", gpu.number("pci/rx_util"))
        .put("replays", gpu.number("pci/replay_counter"));
  }

  /** What is active, in the order of the log; drivers before 535 called them throttle reasons. */
  private Optional<List<String>> eventReasons() {
    for (String name : List.of("clocks_event_reason", "clocks_throttle_reason")) {
      if (gpu.has(name + "s")) {
        return Optional.of(
            Arrays.stream(ClockEventReason.values())
                .map(reason -> reason.name().toLowerCase(Locale.ROOT))
                .filter(
                    reason ->
                        gpu.value(name + "s/" + name + "_" + reason).equals(Optional.of("Active")))
                .map(reason -> reason.replace('_', '-'))
                .toList());
      }
    }
    return Optional.empty();
  }

  private Properties clockEvents() {
    if (!gpu.has("clocks_event_reasons_counters")) {
      return new Properties();
    }
    return new Properties()
        .put("swPowerCapMicros", counter("sw_power_cap"))
        .put("syncBoostMicros", counter("sync_boost"))
        .put("swThermalSlowdownMicros", counter("sw_therm_slowdown"))
        .put("hwThermalSlowdownMicros", counter("hw_therm_slowdown"))
        .put("hwPowerBrakeMicros", counter("hw_power_brake"));
  }

  private long counter(String name) {
    return gpu.number(COUNTERS + name).orElse(0L);
  }

  /** {@code 2026/08/20 23:33:00.497} and {@code 61655 us}. */
  private void blackBox(Properties now) {
    gpu.value("inforom_bbx_flush/latest_timestamp")
        .filter(text -> text.matches("[0-9]{4}/[0-9]{2}/[0-9]{2} [0-9:]{8}(\\.[0-9]+)?"))
        .ifPresent(
            text ->
                now.put(
                    "bbxFlush",
                    new Properties()
                        .put("at", text.replace('/', '-').replace(' ', 'T') + "Z")
                        .put(
                            "durationMicros",
                            gpu.number("inforom_bbx_flush/latest_duration").orElse(0L))));
  }

  private Properties memoryErrors() {
    String aggregate = "ecc_errors/aggregate/";
    Properties errors = new Properties();
    counted(errors, "sramCorrectable", aggregate + "sram_correctable");
    counted(errors, "sramUncorrectable", aggregate + "sram_uncorrectable_secded");
    counted(errors, "sramUncorrectable", aggregate + "sram_uncorrectable");
    counted(errors, "dramCorrectable", aggregate + "dram_correctable");
    counted(errors, "dramUncorrectable", aggregate + "dram_uncorrectable");
    counted(errors, "dramCorrectable", aggregate + "single_bit/device_memory");
    counted(errors, "dramUncorrectable", aggregate + "double_bit/device_memory");
    retired(errors, "retiredForSingleBits", "multiple_single_bit_retirement");
    retired(errors, "retiredForDoubleBits", "double_bit_retirement");
    counted(errors, "remappedCorrectable", "remapped_rows/remapped_row_corr");
    counted(errors, "remappedUncorrectable", "remapped_rows/remapped_row_unc");
    List<Long> histogram = histogram(gpu);
    if (histogram.stream().skip(1).anyMatch(banks -> banks > 0)) {
      errors.put("remapHistogram", histogram);
    }
    return errors;
  }

  private void retired(Properties errors, String name, String why) {
    counted(errors, name, "retired_pages/" + why + "/retired_count");
  }

  private void counted(Properties errors, String name, String path) {
    errors.put(name, gpu.number(path).filter(count -> count > 0));
  }

  /** Banks by spare rows left: max, high, partial, low, none; empty where rows are not remapped. */
  static List<Long> histogram(SmiLog gpu) {
    String bucket = "remapped_rows/row_remapper_histogram/row_remapper_histogram_";
    if (gpu.number(bucket + "max").isEmpty()) {
      return List.of();
    }
    return List.of("max", "high", "partial", "low", "none").stream()
        .map(name -> gpu.number(bucket + name).orElse(0L))
        .toList();
  }
}
