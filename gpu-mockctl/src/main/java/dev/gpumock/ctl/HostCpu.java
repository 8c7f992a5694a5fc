package dev.gpumock.ctl;

import dev.gpumock.topo.CpuArchitecture;

/** The processor that this program runs on, which the placed libraries must fit. */
final class HostCpu {
  private HostCpu() {}

  static CpuArchitecture current() {
    String name = System.getProperty("os.arch");
    return switch (name) {
      case "amd64", "x86_64" -> CpuArchitecture.AMD64;
      case "aarch64", "arm64" -> CpuArchitecture.ARM64;
      default ->
          throw new UsageException("the processor " + name + " has no NVIDIA driver to imitate");
    };
  }
}
