package dev.gpumock.topo.catalog;

import dev.gpumock.topo.Board;
import dev.gpumock.topo.C2cLinks;
import dev.gpumock.topo.ClockSet;
import dev.gpumock.topo.Clocks;
import dev.gpumock.topo.Clocks.ApplicationClocks;
import dev.gpumock.topo.Ecc;
import dev.gpumock.topo.Engines;
import dev.gpumock.topo.Features;
import dev.gpumock.topo.Firmware;
import dev.gpumock.topo.Memory;
import dev.gpumock.topo.NvLinkPorts;
import dev.gpumock.topo.PartNumbers;
import dev.gpumock.topo.PciIds;
import dev.gpumock.topo.PcieLink;
import dev.gpumock.topo.PowerLimits;
import dev.gpumock.topo.Product;
import dev.gpumock.topo.Readings;
import dev.gpumock.topo.SupportedClocks;
import dev.gpumock.topo.TargetTemperature;
import dev.gpumock.topo.Thermals;
import dev.gpumock.topo.VgpuHost;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The properties of a board file, {@code catalog/boards/KEY.yaml}.
 *
 * @param drivers properties that differ with the driver, by release branch: taken from the highest
 *     branch that is not above the machine's driver
 * @param idle what the sensors say of a GPU at rest
 */
record BoardFile(
    Product product,
    PciIds pci,
    PartNumbers partNumbers,
    Memory memory,
    PcieLink pcie,
    Optional<PowerLimits> power,
    Optional<PowerLimits> modulePower,
    ClocksPart clocks,
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
    Optional<MigPart> mig,
    Optional<VgpuHost> vgpu,
    Features features,
    List<String> approximate,
    Readings idle,
    Optional<Tree> drivers) {

  /** As {@link Clocks}, with the supported clocks as steps. */
  record ClocksPart(
      ClockSet max,
      Optional<ApplicationClocks> applicationDefault,
      OptionalInt customerBoostMhz,
      List<Steps> supported) {
    Clocks toClocks() {
      List<SupportedClocks> all = new ArrayList<>();
      for (Steps steps : supported) {
        all.add(steps.clocks());
      }
      return new Clocks(max, applicationDefault, customerBoostMhz, all);
    }
  }

  /**
   * Graphics clocks at one memory clock: {@code count} of them, downward from {@code from} by
   * {@code step} MHz, each cut to whole MHz as the driver does (Blackwell's grid is 7.5 MHz); or
   * every one in {@code graphicsMhz}.
   */
  record Steps(
      int memoryMhz,
      Optional<BigDecimal> from,
      Optional<BigDecimal> step,
      OptionalInt count,
      List<Integer> graphicsMhz) {
    private static final int MAX = 512;

    Steps {
      boolean stepped = from.isPresent() && step.isPresent() && count.isPresent();
      if (stepped == !graphicsMhz.isEmpty()) {
        throw new IllegalArgumentException(
            "supported clocks are either from, step and count, or a list graphicsMhz");
      }
      int clocks = count.orElse(1);
      if (clocks < 1 || clocks > MAX) {
        throw new IllegalArgumentException("count is " + clocks + ", it must be 1 to " + MAX);
      }
    }

    SupportedClocks clocks() {
      return new SupportedClocks(
          memoryMhz,
          graphicsMhz.isEmpty()
              ? stepped(from.orElseThrow(), step.orElseThrow(), count.orElseThrow())
              : graphicsMhz);
    }

    /** In thousandths, which is all that a file may state. */
    static List<Integer> stepped(BigDecimal from, BigDecimal step, int count) {
      long first = from.movePointRight(3).longValueExact();
      long down = step.movePointRight(3).longValueExact();
      List<Integer> clocks = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        clocks.add((int) ((first - i * down) / 1000));
      }
      return clocks;
    }
  }

  Board toBoard(String key) {
    return new Board(
        key,
        product,
        pci,
        partNumbers,
        memory,
        pcie,
        power,
        modulePower,
        clocks.toClocks(),
        thermals,
        targetTemperature,
        fanPercent,
        fanMinPercent,
        fanMaxRpm,
        firmware,
        ecc,
        nvlink,
        c2cLinks,
        engines,
        mig.isPresent() ? Optional.of(mig.get().toMig()) : Optional.empty(),
        vgpu,
        features,
        approximate);
  }
}
