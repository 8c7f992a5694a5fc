package dev.gpumock.fs;

import dev.gpumock.topo.Bdf;
import java.util.Set;

/** Every path below a driver root, as the real driver's container lays it out. */
public final class DriverRootLayout {
  /** Libraries; {@code usr/lib64} is a link to it. */
  public static final String LIBRARIES = "lib64";

  /** Programs; {@code usr/bin} is a link to it. */
  public static final String PROGRAMS = "bin";

  /** Our own records: manifest, journal, lock. */
  static final String RECORDS = ".gpu-mock";

  static final String DEVICES = "dev";
  static final String PROC = "proc/driver/nvidia";
  static final String PROC_DEVICES = "proc/devices";
  static final String PROC_VERSION = PROC + "/version";
  static final String PROC_PARAMS = PROC + "/params";
  static final String CAPABILITIES = PROC + "/capabilities";
  static final String MIG_MINORS = "proc/driver/nvidia-caps/mig-minors";
  static final String RUNTIME_CONFIG = "etc/nvidia-container-runtime/config.toml";
  static final String RUN = "run";
  static final String LOADER_CACHE = "etc/ld.so.cache";

  /** Names the library that an OpenCL loader opens. */
  static final String OPENCL_VENDOR = "etc/OpenCL/vendors/nvidia.icd";

  /**
   * Directories that consumers list: nvcdi takes every {@code *.so.VERSION} and {@code nvidia*}
   * node, the DRA driver every PCI device.
   */
  static final Set<String> LISTED =
      Set.of(DEVICES, LIBRARIES, PROGRAMS, PROC + "/gpus", "sys/bus/pci/devices");

  private DriverRootLayout() {}

  public static String gpuInformation(Bdf bdf) {
    return PROC + "/gpus/" + bdf + "/information";
  }

  static String gpuNode(int minor) {
    return DEVICES + "/nvidia" + minor;
  }

  static String capabilityNode(int minor) {
    return DEVICES + "/nvidia-caps/nvidia-cap" + minor;
  }

  static String firmware(String driverVersion, String file) {
    return "lib/firmware/nvidia/" + driverVersion + "/" + file;
  }

  static String pciDevice(Bdf bdf) {
    return "sys/bus/pci/devices/" + bdf;
  }
}
