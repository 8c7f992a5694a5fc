package dev.gpumock.topo;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A GPU product: what every board of it has in common, for one driver version.
 *
 * @param key the catalog's name of it, for example {@code a100-40}
 * @param power absent where the driver refuses power limits
 * @param modulePower limits of the module that the GPU shares with a CPU (GH200, GB200)
 * @param fanPercent fan speed when idle; absent where the board has no fan to report
 * @param approximate properties that were filled in from a near board, by dotted name
 */
public record Board(
    String key,
    Product product,
    PciIds pci,
    PartNumbers partNumbers,
    Memory memory,
    PcieLink pcie,
    Optional<PowerLimits> power,
    Optional<PowerLimits> modulePower,
    Clocks clocks,
    Thermals thermals,
    OptionalInt fanPercent,
    Firmware firmware,
    Ecc ecc,
    Optional<NvLinkPorts> nvlink,
    Engines engines,
    Optional<Mig> mig,
    Features features,
    List<String> approximate) {
  public Board {
    Check.text("key", key, 63);
    Check.range("fanPercent", fanPercent, 0, 100);
    approximate = List.copyOf(approximate);
  }
}
