package dev.gpumock.fs;

import static dev.gpumock.topo.GpuArchitecture.HOPPER;

import dev.gpumock.topo.CpuArchitecture;
import dev.gpumock.topo.Driver;
import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.Machine;
import java.util.Locale;

/**
 * The texts that the driver's kernel modules show below /proc, each a pure function of the machine.
 * Consumers parse them by these very words.
 */
final class KernelFiles {
  static final int CAPS_MAJOR = 236;
  static final int IMEX_MAJOR = 234;

  /** What DeviceFileMode may say: only the owner reads, or anybody. */
  static final int OWNER = 0400;

  static final int ANYBODY = 0444;

  private KernelFiles() {}

  /** /proc/driver/nvidia/version. */
  static String version(Machine machine) {
    Driver driver = machine.driver();
    String cpu = machine.host().cpu() == CpuArchitecture.ARM64 ? "aarch64" : "x86_64";
    String kind = driver.openModules() ? "Open Kernel Module for " + cpu : cpu + " Kernel Module";
    return "NVRM version: NVIDIA UNIX %s  %s  Release Build  (gpu-mock)\n"
            .formatted(kind, driver.version())
        + "GCC version:  gcc version 12.2.0\n";
  }

  /** /proc/driver/nvidia/gpus/BDF/information. */
  static String information(Gpu gpu, Driver driver) {
    boolean wide = gpu.board().product().architecture().nvmlCode() >= HOPPER.nvmlCode();
    return "Model: \t\t %s\n".formatted(gpu.board().product().name())
        + "IRQ:   \t\t %d\n".formatted(gpu.irq())
        + "GPU UUID: \t %s\n".formatted(gpu.uuid())
        + "Video BIOS: \t %s\n"
            .formatted(
                gpu.board().firmware().vbios().orElse("??.??.??.??.??").toLowerCase(Locale.ROOT))
        + "Bus Type: \t PCIe\n"
        + "DMA Size: \t %d bits\n".formatted(wide ? 52 : 47)
        + "DMA Mask: \t 0x%s\n".formatted(wide ? "fffffffffffff" : "7fffffffffff")
        + "Bus Location: \t %s\n".formatted(gpu.bdf())
        + "Device Minor: \t %d\n".formatted(gpu.minor())
        + "GPU Firmware: \t %s\n".formatted(gpu.board().firmware().gsp() ? driver.version() : "N/A")
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

  /**
   * A file below /proc/driver/nvidia/capabilities.
   *
   * @param minor of nvidia-caps, that the capability stands for
   * @param mode of its device node, {@link #OWNER} or {@link #ANYBODY}; decimal in the file
   */
  static String capability(int minor, int mode) {
    return "DeviceFileMinor: %d\nDeviceFileMode: %d\nDeviceFileModify: 1\n".formatted(minor, mode);
  }
}
