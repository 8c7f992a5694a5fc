package dev.gpumock.topo;

/**
 * How long, in microseconds, each reason has held clocks down since the driver was loaded; printed
 * by drivers from 580 on.
 */
public record ClockEventCounters(
    long swPowerCapMicros,
    long syncBoostMicros,
    long swThermalSlowdownMicros,
    long hwThermalSlowdownMicros,
    long hwPowerBrakeMicros) {
  public ClockEventCounters {
    Check.range("swPowerCapMicros", swPowerCapMicros, 0, Long.MAX_VALUE);
    Check.range("syncBoostMicros", syncBoostMicros, 0, Long.MAX_VALUE);
    Check.range("swThermalSlowdownMicros", swThermalSlowdownMicros, 0, Long.MAX_VALUE);
    Check.range("hwThermalSlowdownMicros", hwThermalSlowdownMicros, 0, Long.MAX_VALUE);
    Check.range("hwPowerBrakeMicros", hwPowerBrakeMicros, 0, Long.MAX_VALUE);
  }
}
