package dev.gpumock.ctl;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A node with the real driver is no place for a mock: consumers would find two. */
final class RealDriver {
  /** What the kernel module shows as long as it is loaded. */
  private static final List<Path> SIGNS =
      List.of(Path.of("/sys/module/nvidia"), Path.of("/proc/driver/nvidia/version"));

  private RealDriver() {}

  static void refuse() {
    refuse(SIGNS);
  }

  static void refuse(List<Path> signs) {
    for (Path sign : signs) {
      if (Files.exists(sign)) {
        throw new NodeException(
            sign
                + ": this node runs the real NVIDIA driver; use a node without it, or say"
                + " --ignore-real-driver");
      }
    }
  }
}
