package dev.gpumock.topo;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the board's clocks can do.
 *
 * @param applicationDefault default application clocks; only graphics and memory count. Absent
 *     where the driver refuses the question
 * @param customerBoostMhz highest graphics clock a customer may ask for
 * @param supported highest memory clock first; empty where unknown
 */
public record Clocks(
    ClockSet max,
    Optional<ApplicationClocks> applicationDefault,
    OptionalInt customerBoostMhz,
    List<SupportedClocks> supported) {
  public Clocks {
    Check.range("customerBoostMhz", customerBoostMhz, 1, 100_000);
    supported = List.copyOf(supported);
  }

  /** A pair that nvidia-smi -ac sets. */
  public record ApplicationClocks(int graphicsMhz, int memoryMhz) {
    public ApplicationClocks {
      Check.range("graphicsMhz", graphicsMhz, 1, 100_000);
      Check.range("memoryMhz", memoryMhz, 1, 100_000);
    }
  }
}
