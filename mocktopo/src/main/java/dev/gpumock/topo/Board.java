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
 * @param fanMinPercent least speed that the fan can be set to; absent where it is not known
 * @param fanMaxRpm revolutions a minute at 100 percent; absent where they are not known
 * @param vgpu absent where no driver of the board hosts virtual GPUs, or their types are not known
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
    Optional<TargetTemperature> targetTemperature,
    OptionalInt fanPercent,
    OptionalInt fanMinPercent,
    OptionalInt fanMaxRpm,
    Firmware firmware,
    Ecc ecc,
    Optional<NvLinkPorts> nvlink,
    Optional<C2cLinks> c2cLinks,
    Engines engines,
    Optional<Mig> mig,
    Optional<VgpuHost> vgpu,
    Features features,
    List<String> approximate) {
  public Board {
    Check.text("key", key, 63);
    Check.range("fanPercent", fanPercent, 0, 100);
    Check.range("fanMinPercent", fanMinPercent, 0, 100);
    Check.range("fanMaxRpm", fanMaxRpm, 1, 100_000);
    approximate = List.copyOf(approximate);
  }
}
