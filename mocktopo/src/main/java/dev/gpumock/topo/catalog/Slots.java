package dev.gpumock.topo.catalog;

import dev.gpumock.topo.Bdf;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.Nic;
import dev.gpumock.topo.NvSwitch;
import dev.gpumock.topo.catalog.MachineFile.GpuPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The slots of a machine, fewer or more than its file lists where a count asks for it. */
final class Slots {
  private Slots() {}

  static List<GpuPart> counted(MachineFile file) {
    List<GpuPart> slots = file.gpus();
    if (slots.isEmpty()) {
      throw new IllegalArgumentException("gpus must list at least one slot");
    }
    int count = file.gpuCount().orElse(slots.size());
    if (count < 1 || count > Machine.MAX_GPUS) {
      throw new IllegalArgumentException(
          "gpuCount is " + count + ", it must be 1 to " + Machine.MAX_GPUS);
    }
    List<GpuPart> counted = new ArrayList<>(slots.subList(0, Math.min(count, slots.size())));
    while (counted.size() < count) {
      counted.add(next(counted, others(file), slots.get(slots.size() - 1)));
    }
    return counted;
  }

  /** Where no GPU can be. */
  private static Set<Bdf> others(MachineFile file) {
    return Stream.concat(
            file.nics().stream().map(Nic::bdf), file.nvSwitches().stream().map(NvSwitch::bdf))
        .collect(Collectors.toSet());
  }

  private static Bdf onTheNextBus(Bdf last) {
    return last.bus() < 0xff
        ? new Bdf(last.domain(), last.bus() + 1, last.device(), last.function())
        : new Bdf(last.domain() + 1, 0, last.device(), last.function());
  }

  /** A copy of the pattern on the next free bus. */
  private static GpuPart next(List<GpuPart> taken, Set<Bdf> others, GpuPart pattern) {
    GpuPart before = taken.get(taken.size() - 1);
    Bdf bdf = onTheNextBus(before.bdf());
    while (others.contains(bdf)) {
      bdf = onTheNextBus(bdf);
    }
    return new GpuPart(
        OptionalInt.empty(),
        OptionalInt.empty(),
        after(before.moduleId()),
        bdf,
        pattern.numaNode(),
        pattern.gpuNumaId(),
        Optional.empty(),
        Optional.empty(),
        pattern.board(),
        pattern.pcieGeneration(),
        pattern.pcieWidth(),
        pattern.hostMaxPcieGeneration(),
        OptionalInt.empty(),
        pattern.persistenceMode(),
        pattern.settings(),
        Optional.empty(),
        pattern.pciPath(),
        pattern.memoryNodes(),
        pattern.atomics(),
        pattern.platform(),
        pattern.readings(),
        pattern.gpuInstances());
  }

  private static OptionalInt after(OptionalInt number) {
    return number.isPresent() ? OptionalInt.of(number.getAsInt() + 1) : number;
  }
}
