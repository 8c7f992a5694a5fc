package dev.gpumock.nvml;

import dev.gpumock.topo.CpuArchitecture;
import dev.gpumock.topo.Machine;

/**
 * {@code libnvidia-ml.so.VERSION} for a machine: the prebuilt ELF file with the machine's state
 * image as its last segment.
 *
 * @param bytes the whole file
 * @param stateOffset where the state image starts; from here on the file changes while it is used
 */
public record DriverLibrary(byte[] bytes, long stateOffset) {
  /**
   * Makes the library.
   *
   * @param cpu of the computer that will load it, whatever the machine pretends to be
   */
  public static DriverLibrary build(Machine machine, CpuArchitecture cpu) {
    ElfFile prebuilt = new ElfFile(NativeFiles.read(cpu, "libnvidia-ml.so"));
    byte[] image = new MachineImage(machine, StateLayout.of(prebuilt)).build();
    byte[] placed = prebuilt.withState(image);
    return new DriverLibrary(placed, new ElfFile(placed).stateOffset());
  }
}
