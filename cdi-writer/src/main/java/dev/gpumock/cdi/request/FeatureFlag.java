package dev.gpumock.cdi.request;

import java.util.Arrays;
import java.util.Optional;

/** The toolkit's feature flags of generation. */
public enum FeatureFlag {
  /** Also mounts the libraries that the driver shares with other vendors, such as libGL.so. */
  ENABLE_EXPLICIT_DRIVER_LIBRARIES("enable-explicit-driver-libraries"),
  /** Accepted; a mock node's libnvidia-sandboxutils refuses to start. */
  DISABLE_NVSANDBOXUTILS("disable-nvsandboxutils"),
  /** Two more specifications: GPUs with coherent memory, and those without. */
  ENABLE_COHERENT_ANNOTATIONS("enable-coherent-annotations"),
  /** Accepted; changes the CSV mode only. */
  DISABLE_MULTIPLE_CSV_DEVICES("disable-multiple-csv-devices"),
  NO_ADDITIONAL_GIDS_FOR_DEVICE_NODES("no-additional-gids-for-device-nodes"),
  /** Leaves out the sockets of the driver's daemons. */
  DISABLE_IPC_DISCOVERER("disable-ipc-discoverer");

  private final String text;

  FeatureFlag(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  /** Also knows the misspelt name of the toolkit's first release of a flag. */
  public static Optional<FeatureFlag> parse(String text) {
    if (text.equals("disable-nvsandbox-utils")) {
      return Optional.of(DISABLE_NVSANDBOXUTILS);
    }
    return Arrays.stream(values()).filter(f -> f.text.equals(text)).findFirst();
  }
}
