package dev.gpumock.topo;

/**
 * The NVIDIA driver that the node pretends to run.
 *
 * @param version for example 550.54.15; the suffix of every library file
 * @param cudaMajor highest CUDA version that the driver serves, major part
 * @param openModules whether the kernel modules are the open ones (decides the text of
 *     /proc/driver/nvidia/version)
 */
public record Driver(String version, int cudaMajor, int cudaMinor, boolean openModules) {
  public Driver {
    if (!isVersion(version.split("\\.", -1))) {
      throw new IllegalArgumentException(
          "'" + version + "' is not a driver version such as 550.54.15");
    }
    Check.range("cudaMajor", cudaMajor, 1, 99);
    Check.range("cudaMinor", cudaMinor, 0, 9);
  }

  private static boolean isVersion(String[] parts) {
    return (parts.length == 2 || parts.length == 3)
        && parts[0].length() == 3
        && Digits.decimal(parts[0], 3)
        && Digits.decimal(parts[1], 3)
        && (parts.length == 2 || parts[2].length() == 2 && Digits.decimal(parts[2], 2));
  }

  /** The release branch, for example 550. */
  public int branch() {
    return Integer.parseInt(version.substring(0, 3));
  }

  /** What nvmlSystemGetNVMLVersion says: the CUDA major version before the driver's. */
  public String nvmlVersion() {
    return cudaMajor + "." + version;
  }
}
