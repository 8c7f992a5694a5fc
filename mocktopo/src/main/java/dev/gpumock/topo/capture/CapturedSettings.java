package dev.gpumock.topo.capture;

import java.util.Locale;
import java.util.Optional;

/** What a {@code gpu} element says that an administrator has set, where it is not the default. */
final class CapturedSettings {
  private final SmiLog gpu;

  CapturedSettings(SmiLog gpu) {
    this.gpu = gpu;
  }

  Properties properties() {
    Properties settings = new Properties();
    settings.put(
        "computeMode",
        gpu.value("compute_mode")
            .filter(mode -> mode.matches("Exclusive_Thread|Prohibited|Exclusive_Process"))
            .map(mode -> mode.toLowerCase(Locale.ROOT).replace('_', '-')));
    settings.put("accountingMode", switched("accounting_mode").filter(on -> on));
    settings.put("applicationClocks", applicationClocks());
    settings.put("pendingEccMode", pending("ecc_mode/current_ecc", "ecc_mode/pending_ecc"));
    settings.put("pendingMigMode", pending("mig_mode/current_mig", "mig_mode/pending_mig"));
    return settings;
  }

  private Properties applicationClocks() {
    Properties clocks = new Properties();
    Optional<Long> graphics = gpu.number("applications_clocks/graphics_clock");
    Optional<Long> memory = gpu.number("applications_clocks/mem_clock");
    boolean changed =
        !graphics.equals(gpu.number("default_applications_clocks/graphics_clock"))
            || !memory.equals(gpu.number("default_applications_clocks/mem_clock"));
    boolean whole = graphics.isPresent() && memory.isPresent();
    return changed && whole && !gpu.refused("default_applications_clocks/graphics_clock")
        ? clocks.put("graphicsMhz", graphics).put("memoryMhz", memory)
        : clocks;
  }

  /** What is to become of a mode, where that is a change. */
  private Optional<Boolean> pending(String current, String pending) {
    return switched(pending).filter(on -> switched(current).filter(now -> now != on).isPresent());
  }

  private Optional<Boolean> switched(String mode) {
    return gpu.value(mode)
        .filter(value -> value.matches("Enabled|Disabled"))
        .map(value -> value.equals("Enabled"));
  }
}
