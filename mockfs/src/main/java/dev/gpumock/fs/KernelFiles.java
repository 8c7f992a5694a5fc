package dev.gpumock.fs;

import dev.gpumock.topo.Driver;
import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.Support;
import java.util.Locale;

/**
 * The texts that the driver's kernel modules show below /proc, each a pure function of the machine.
 * Consumers parse them by these very words.
 */
final class KernelFiles {
  static final int CAPS_MAJOR = 236;
  static final int IMEX_MAJOR = 234;
  private static final int READ_ONLY = 256;

  private KernelFiles() {}

  /** /proc/driver/nvidia/version. */
  static String version(Driver driver) {
    String kind = driver.openModules() ? "Open Kernel Module for x86_64" : "x86_64 Kernel Module";
    return "NVRM version: NVIDIA UNIX %s  %s  Release Build  (gpu-mock)\n"
            .formatted(kind, driver.version())
        + "GCC version:  gcc version 12.2.0\n";
  }

  /** /proc/driver/nvidia/gpus/BDF/information. */
  static String information(Gpu gpu) {
    return "Model: \t\t %s\n".formatted(gpu.board().product().name())
        + "IRQ:   \t\t %d\n".formatted(gpu.irq())
        + "GPU UUID: \t %s\n".formatted(gpu.uuid())
        + "Video BIOS: \t %s\n"
            .formatted(
                gpu.board().firmware().vbios().orElse("??.??.??.??.??").toLowerCase(Locale.ROOT))
        + "Bus Type: \t PCIe\n"
        + "DMA Size: \t 47 bits\n"
        + "DMA Mask: \t 0x7fffffffffff\n"
        + "Bus Location: \t %s\n".formatted(gpu.bdf())
        + "Device Minor: \t %d\n".formatted(gpu.minor())
        + "GPU Excluded:\t No\n";
  }

  /** /proc/driver/nvidia/params: the values of the module's parameters that consumers read. */
  static String params() {
    return "ResmanDebugLevel: 4294967295\n"
        + "RmLogonRC: 1\n"
        + "ModifyDeviceFiles: 1\n"
        + "DeviceFileUID: 0\n"
        + "DeviceFileGID: 0\n"
        + "DeviceFileMode: 438\n"
        + "InitializeSystemMemoryAllocations: 1\n"
        + "UsePageAttributeTable: 4294967295\n"
        + "EnableMSI: 1\n"
        + "EnablePCIeGen3: 0\n"
        + "MemoryPoolSize: 0\n"
        + "DmaRemapPeerMmio: 1\n";
  }

  /**
   * /proc/devices. The line "Block devices:" must follow: the DRA driver's search for a major
   * number ends at it.
   */
  static String devices(int uvmMajor) {
    return "Character devices:\n"
        + "  1 mem\n"
        + "195 nvidia\n"
        + "195 nvidiactl\n"
        + "%d nvidia-uvm\n".formatted(uvmMajor)
        + "%d nvidia-caps\n".formatted(CAPS_MAJOR)
        + "%d nvidia-caps-imex-channels\n".formatted(IMEX_MAJOR)
        + "\nBlock devices:\n"
        + "  7 loop\n";
  }

  /** A file below /proc/driver/nvidia/capabilities: which minor of nvidia-caps it stands for. */
  static String capability(int minor) {
    return "DeviceFileMinor: %d\nDeviceFileMode: %d\nDeviceFileModify: 1\n"
        .formatted(minor, READ_ONLY);
  }

  static boolean canMig(Gpu gpu) {
    return gpu.board().features().mig() != Support.UNSUPPORTED;
  }
}
