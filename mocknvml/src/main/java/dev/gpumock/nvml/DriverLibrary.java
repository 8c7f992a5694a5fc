package dev.gpumock.nvml;

import dev.gpumock.topo.CpuArchitecture;
import dev.gpumock.topo.Machine;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * {@code libnvidia-ml.so.VERSION} for a machine: the prebuilt ELF file with the machine's state
 * image as its last segment.
 *
 * @param bytes the whole file
 * @param stateOffset where the state image starts; from here on the file changes while it is used
 */
public record DriverLibrary(byte[] bytes, long stateOffset) {
  /** The longest path that the state image holds. */
  private static final int MAX_PATH = 255;

  /**
   * Makes a library that stands for itself: it makes no kernel view.
   *
   * @param cpu of the computer that will load it, whatever the machine pretends to be
   */
  public static DriverLibrary build(Machine machine, CpuArchitecture cpu) {
    return build(machine, cpu, Optional.empty());
  }

  /**
   * Makes the library.
   *
   * @param cpu of the computer that will load it, whatever the machine pretends to be
   * @param driverRoot the node's own path of the driver root that the library will lie in. A
   *     privileged container that has the driver root elsewhere is shown its GPUs in /proc and /sys
   *     too; not where this is empty, or no path that the state image can hold
   */
  public static DriverLibrary build(
      Machine machine, CpuArchitecture cpu, Optional<String> driverRoot) {
    ElfFile prebuilt = new ElfFile(NativeFiles.read(cpu, "libnvidia-ml.so"));
    Optional<String> known = driverRoot.filter(DriverLibrary::fits);
    byte[] image = new MachineImage(machine, StateLayout.of(prebuilt), known).build();
    byte[] placed = prebuilt.withState(image);
    return new DriverLibrary(placed, new ElfFile(placed).stateOffset());
  }

  private static boolean fits(String path) {
    return path.length() <= MAX_PATH && StandardCharsets.US_ASCII.newEncoder().canEncode(path);
  }
}
