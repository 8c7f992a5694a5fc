package dev.gpumock.topo;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the sensors of an idle GPU say when the node starts; the live state starts from these.
 *
 * @param memoryCelsius absent where the board has no sensor in its memory
 * @param powerMilliwatts draw of the GPU
 * @param modulePowerMilliwatts draw of GPU and CPU together, where the board has module limits
 * @param memoryPowerMilliwatts draw of the memory, where the board reports it
 * @param performanceState 0 for P0 to 15 for P15
 * @param instantPowerMilliwatts where it differs from {@code powerMilliwatts}, which is the
 *     average; likewise {@code instantModulePowerMilliwatts}
 * @param powerLimitMilliwatts as set on this GPU, where it is not the factory value
 * @param graphicsMicrovolts of the core, where the board reports it
 * @param clockEventReasons absent of a GPU that is idle and for no other reason slow
 * @param bar1UsedMiB of the window to the memory
 * @param memoryErrors absent where there never was one
 */
public record Readings(
    int gpuCelsius,
    OptionalInt memoryCelsius,
    int powerMilliwatts,
    OptionalInt modulePowerMilliwatts,
    OptionalInt memoryPowerMilliwatts,
    ClockSet clocks,
    int performanceState,
    OptionalInt instantPowerMilliwatts,
    OptionalInt instantModulePowerMilliwatts,
    OptionalInt powerLimitMilliwatts,
    OptionalInt graphicsMicrovolts,
    Optional<List<ClockEventReason>> clockEventReasons,
    OptionalInt bar1UsedMiB,
    Optional<PcieTraffic> pcie,
    Optional<ClockEventCounters> clockEvents,
    Optional<BbxFlush> bbxFlush,
    Optional<MemoryErrors> memoryErrors) {
  public Readings {
    Check.range("gpuCelsius", gpuCelsius, -50, 200);
    Check.range("memoryCelsius", memoryCelsius, -50, 200);
    Check.range("powerMilliwatts", powerMilliwatts, 0, 100_000_000);
    Check.range("modulePowerMilliwatts", modulePowerMilliwatts, 0, 100_000_000);
    Check.range("memoryPowerMilliwatts", memoryPowerMilliwatts, 0, 100_000_000);
    Check.range("instantPowerMilliwatts", instantPowerMilliwatts, 0, 100_000_000);
    Check.range("instantModulePowerMilliwatts", instantModulePowerMilliwatts, 0, 100_000_000);
    Check.range("powerLimitMilliwatts", powerLimitMilliwatts, 1, 100_000_000);
    Check.range("graphicsMicrovolts", graphicsMicrovolts, 0, 10_000_000);
    if (clockEventReasons.isPresent()) {
      clockEventReasons = Optional.of(List.copyOf(clockEventReasons.get()));
    }
    Check.range("bar1UsedMiB", bar1UsedMiB, 0, 4_194_304);
    Check.range("performanceState", performanceState, 0, 15);
  }
}
