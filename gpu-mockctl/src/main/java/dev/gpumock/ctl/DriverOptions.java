package dev.gpumock.ctl;

import java.util.Optional;
import picocli.CommandLine.Option;

/** How device nodes are made, and what the CDI specification asks of the container runtime. */
final class DriverOptions {
  @Option(
      names = "--devices",
      paramLabel = "nodes|files",
      description = {
        "nodes: real character devices, which only root can make. files: empty files in their"
            + " place, for an ordinary user or macOS.",
        "Default: nodes."
      })
  private Optional<String> devices = Optional.empty();

  @Option(
      names = "--uvm-major",
      paramLabel = "N",
      description = "Major number of nvidia-uvm. Default: 235; real drivers often have 510.")
  private Optional<Integer> uvmMajor = Optional.empty();

  @Option(names = "--with-dri", description = "Also dev/dri/card* and dev/dri/renderD*.")
  private boolean withDri;

  @Option(
      names = "--with-hook",
      description =
          "Write the specification as NVIDIA's toolkit does: nvidia-cdi-hook must then be on the"
              + " node. Without this no toolkit is needed.")
  private boolean withHook;

  @Option(
      names = "--toolkit-root",
      paramLabel = "DIR",
      description = {
        "The toolkit on the node, with bin/nvidia-cdi-hook.",
        "Default: " + CdiSource.DEFAULT_TOOLKIT_ROOT + "."
      })
  private Optional<String> toolkitRoot = Optional.empty();

  @Option(
      names = "--no-kernel-view",
      description =
          "Show the GPUs in /proc and /sys nowhere, not in privileged containers with the driver"
              + " root either.")
  private boolean noKernelView;

  @Option(
      names = "--force",
      description = "Overwrite a CDI specification that another program has written.")
  private boolean force;

  @Option(
      names = "--ignore-real-driver",
      description = "Go on where the node runs the real NVIDIA driver.")
  private boolean ignoreRealDriver;

  boolean force() {
    return force;
  }

  boolean ignoreRealDriver() {
    return ignoreRealDriver;
  }

  MadeWith settings() {
    return MadeWith.NOTHING
        .and(DriverSettings.DEVICES, devices)
        .and(DriverSettings.UVM_MAJOR, uvmMajor)
        .and(DriverSettings.WITH_DRI, flag(withDri))
        .and(DriverSettings.WITH_HOOK, flag(withHook))
        .and(DriverSettings.TOOLKIT_ROOT, toolkitRoot)
        .and(DriverSettings.NO_KERNEL_VIEW, flag(noKernelView));
  }

  private static Optional<Boolean> flag(boolean set) {
    return set ? Optional.of(true) : Optional.empty();
  }
}
