package dev.gpumock.fs;

import static dev.gpumock.topo.GpuArchitecture.HOPPER;

import dev.gpumock.topo.CpuArchitecture;
import dev.gpumock.topo.Driver;
import dev.gpumock.topo.Firmware;
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
    return "NVRM version: NVIDIA UNIX "
        + kind
        + "  "
        + driver.version()
        + "  Release Build  (gpu-mock)\n"
        + "GCC version:  gcc version 12.2.0\n";
  }

  /** /proc/driver/nvidia/gpus/BDF/information. */
  static String information(Gpu gpu, Driver driver) {
    boolean wide = gpu.board().product().architecture().nvmlCode() >= HOPPER.nvmlCode();
    Firmware firmware = gpu.board().firmware();
    return line("Model: \t\t ", gpu.board().product().name())
        + line("IRQ:   \t\t ", gpu.irq())
        + line("GPU UUID: \t ", gpu.uuid())
        + line(
            "Video BIOS: \t ", firmware.vbios().orElse("??.??.??.??.??").toLowerCase(Locale.ROOT))
        + line("Bus Type: \t ", "PCIe")
        + line("DMA Size: \t ", wide ? "52 bits" : "47 bits")
        + line("DMA Mask: \t ", wide ? "0xfffffffffffff" : "0x7fffffffffff")
        + line("Bus Location: \t ", gpu.bdf())
        + line("Device Minor: \t ", gpu.minor())
        + line("GPU Firmware: \t ", firmware.gsp() ? driver.version() : "N/A")
        + line("GPU Excluded:\t ", "No");
  }

  private static String line(String name, Object value) {
    return name + value + "\n";
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
        + line(uvmMajor + " ", "nvidia-uvm")
        + line(CAPS_MAJOR + " ", "nvidia-caps")
        + line(IMEX_MAJOR + " ", "nvidia-caps-imex-channels")
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
    return line("DeviceFileMinor: ", minor)
        + line("DeviceFileMode: ", mode)
        + line("DeviceFileModify: ", 1);
  }
}
