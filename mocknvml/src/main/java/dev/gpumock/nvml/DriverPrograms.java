package dev.gpumock.nvml;

import dev.gpumock.topo.CpuArchitecture;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The programs of ours in {@code bin}: static, so they run in any image, and the same for all
 * machines. nvidia-smi is a driver's; nvidia-cdi-hook is what a container toolkit would bring, for
 * nodes that have none.
 */
public final class DriverPrograms {
  /** Names of the programs, sorted. */
  public static final List<String> NAMES = List.of("nvidia-cdi-hook", "nvidia-smi");

  private DriverPrograms() {}

  /**
   * The programs' bytes by name.
   *
   * @param cpu of the computer that will run them, whatever the machine pretends to be
   */
  public static Map<String, byte[]> build(CpuArchitecture cpu) {
    Map<String, byte[]> programs = new TreeMap<>();
    NAMES.forEach(name -> programs.put(name, NativeFiles.read(cpu, name)));
    return programs;
  }
}
