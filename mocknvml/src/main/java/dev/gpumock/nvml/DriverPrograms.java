package dev.gpumock.nvml;

import dev.gpumock.topo.CpuArchitecture;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The programs of ours in {@code bin}: static, so they run in any image, and the same for all
 * machines. Most are a driver's; nvidia-cdi-hook is what a container toolkit would bring, for nodes
 * that have none.
 */
public final class DriverPrograms {
  private static final List<String> PROGRAMS = List.of("nvidia-cdi-hook", "nvidia-smi");

  /** One file, which does what the name says that it was called by. */
  private static final String TOOLS_FILE = "driver-tools";

  private static final List<String> TOOLS =
      List.of(
          "nvidia-cuda-mps-control",
          "nvidia-cuda-mps-server",
          "nvidia-debugdump",
          "nvidia-modprobe",
          "nvidia-persistenced");

  private DriverPrograms() {}

  /**
   * The programs' bytes by name.
   *
   * @param cpu of the computer that will run them, whatever the machine pretends to be
   */
  public static Map<String, byte[]> build(CpuArchitecture cpu) {
    Map<String, byte[]> programs = new TreeMap<>();
    PROGRAMS.forEach(name -> programs.put(name, NativeFiles.read(cpu, name)));
    byte[] tools = NativeFiles.read(cpu, TOOLS_FILE);
    TOOLS.forEach(name -> programs.put(name, tools));
    return programs;
  }
}
