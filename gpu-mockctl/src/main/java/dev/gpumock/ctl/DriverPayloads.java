package dev.gpumock.ctl;

import dev.gpumock.fs.DriverRootLayout;
import dev.gpumock.fs.Payload;
import dev.gpumock.nvml.CompanionLibraries;
import dev.gpumock.nvml.DriverLibrary;
import dev.gpumock.nvml.DriverPrograms;
import dev.gpumock.topo.CpuArchitecture;
import dev.gpumock.topo.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The driver's libraries and programs for a machine, as files of its driver root. */
final class DriverPayloads {
  private static final int LIBRARY_MODE = 0755;
  private static final int PROGRAM_MODE = 0755;

  private DriverPayloads() {}

  /**
   * @param kernelViewOf the driver root, if privileged containers shall see its GPUs in /proc and
   *     /sys
   */
  static List<Payload> of(Machine machine, CpuArchitecture cpu, Optional<String> kernelViewOf) {
    List<Payload> payloads = new ArrayList<>();
    DriverLibrary library = DriverLibrary.build(machine, cpu, kernelViewOf);
    payloads.add(
        new Payload(
            library("libnvidia-ml.so." + machine.driver().version()),
            library.bytes(),
            LIBRARY_MODE,
            library.stateOffset()));
    CompanionLibraries.build(machine.driver(), cpu)
        .forEach((name, bytes) -> payloads.add(Payload.fixed(library(name), bytes, LIBRARY_MODE)));
    DriverPrograms.build(cpu)
        .forEach((name, bytes) -> payloads.add(Payload.fixed(program(name), bytes, PROGRAM_MODE)));
    return payloads;
  }

  private static String program(String name) {
    return DriverRootLayout.PROGRAMS + "/" + name;
  }

  private static String library(String name) {
    return DriverRootLayout.LIBRARIES + "/" + name;
  }
}
