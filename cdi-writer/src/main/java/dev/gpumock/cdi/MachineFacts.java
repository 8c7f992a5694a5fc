package dev.gpumock.cdi;

import dev.gpumock.cdi.request.DriverFacts;
import dev.gpumock.cdi.request.GpuFacts;
import dev.gpumock.topo.AddressingMode;
import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.Machine;
import java.util.List;
import java.util.Optional;

/** A simulated machine, as NVML on it would tell of its GPUs; MIG mode is off. */
public final class MachineFacts {
  private MachineFacts() {}

  public static DriverFacts of(Machine machine) {
    return new DriverFacts(
        Optional.of(machine.driver().version()),
        machine.gpus().stream().map(MachineFacts::of).toList());
  }

  public static GpuFacts of(Gpu gpu) {
    return new GpuFacts(
        gpu.index(),
        gpu.uuid().toString(),
        gpu.minor(),
        gpu.bdf().toString(),
        gpu.board().product().name(),
        gpu.board().features().addressing() == AddressingMode.ATS,
        false,
        List.of());
  }
}
