package dev.gpumock.topo;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a board can be divided into for virtual machines, under a driver that hosts virtual GPUs.
 *
 * @param sriov whether virtual machines get virtual functions of the board, not mediated devices
 * @param fractional whether a virtual machine with several virtual GPUs may have parts of a board
 */
public record VgpuHost(boolean sriov, boolean fractional, List<Type> types) {
  /** MAX_VGPU_TYPES of state.h. */
  public static final int MAX_TYPES = 64;

  public VgpuHost {
    types = List.copyOf(types);
    Check.range("vgpu.types entries", types.size(), 1, MAX_TYPES);
    Set<Integer> seen = new HashSet<>();
    for (Type type : types) {
      Check.that(seen.add(type.id()), "two vGPU types have the id " + type.id());
    }
  }

  /** What a virtual machine must have for a virtual GPU. */
  public enum License {
    VIRTUAL_PC,
    VIRTUAL_APPLICATIONS,
    VIRTUAL_WORKSTATION
  }

  /**
   * One entry of {@code nvidia-smi vgpu -s -v}.
   *
   * @param subsystem PCI subsystem id that the virtual machine sees; the device id is the board's
   * @param memoryMiB of the board that one takes, {@code reservedMiB} of it for the host
   * @param width of the largest screen, in pixels, likewise {@code height}
   * @param frameRate most frames in a second
   * @param maxInstances on one GPU
   * @param maxInstancesPerVm of one virtual machine
   * @param exclusive whether a virtual machine has no other virtual GPU beside it
   */
  public record Type(
      int id,
      String name,
      String typeClass,
      int subsystem,
      int memoryMiB,
      int reservedMiB,
      int bar1MiB,
      int heads,
      int width,
      int height,
      int frameRate,
      License license,
      int maxInstances,
      int maxInstancesPerVm,
      boolean exclusive) {
    public Type {
      Check.range("id", id, 1, 1_000_000);
      Check.text("name", name, 63);
      Check.text("typeClass", typeClass, 15);
      Check.range("subsystem", subsystem, 1, 0xffff);
      Check.range("memoryMiB", memoryMiB, 1, 4_194_304);
      Check.range("reservedMiB", reservedMiB, 0, memoryMiB);
      Check.range("bar1MiB", bar1MiB, 1, 4_194_304);
      Check.range("heads", heads, 1, 16);
      Check.range("width", width, 1, 65_535);
      Check.range("height", height, 1, 65_535);
      Check.range("frameRate", frameRate, 1, 1000);
      Check.range("maxInstances", maxInstances, 1, 256);
      Check.range("maxInstancesPerVm", maxInstancesPerVm, 1, 256);
    }
  }
}
