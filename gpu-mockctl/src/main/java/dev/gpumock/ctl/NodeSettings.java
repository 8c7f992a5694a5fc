package dev.gpumock.ctl;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where on the node the mock is put, and how. The names are those of the first gpu-mockctl. */
final class NodeSettings {
  /** Device nodes by mknod(2), or plain files for whoever may not make nodes. */
  enum Devices {
    nodes,
    files
  }

  @Option(
      names = "--base",
      paramLabel = "DIR",
      defaultValue = "/run/nvidia/driver",
      description = "Mode fs: where device nodes and /proc files go. Default: ${DEFAULT-VALUE}.")
  Path base;

  @Option(
      names = "--driver-root",
      paramLabel = "DIR",
      defaultValue = "/var/lib/nvidia-mock/driver",
      description = "Mode cdi: where the driver tree goes. Default: ${DEFAULT-VALUE}.")
  Path driverRoot;

  @Option(
      names = "--cdi-output",
      paramLabel = "FILE",
      defaultValue = "/etc/cdi/nvidia.yaml",
      description = "Mode cdi: the CDI specification, YAML or JSON. Default: ${DEFAULT-VALUE}.")
  Path cdiOutput;

  @Option(
      names = "--with-dri",
      description = "Device nodes dev/dri/card* and dev/dri/renderD* too.")
  boolean withDri;

  @Option(
      names = "--with-hook",
      description = {
        "The specification as nvidia-ctk writes it, with hooks; the node then needs nvidia-cdi-hook.",
        "Default: no hook, the libraries are mounted where images look for them."
      })
  boolean withHook;

  @Option(
      names = "--toolkit-root",
      paramLabel = "DIR",
      defaultValue = "/usr/local/nvidia-container-toolkit",
      description = "With --with-hook: bin/nvidia-cdi-hook is here. Default: ${DEFAULT-VALUE}.")
  String toolkitRoot;

  @Option(
      names = "--uvm-major",
      paramLabel = "N",
      defaultValue = "235",
      description = "Major number of nvidia-uvm; some drivers' tests use 510. Default: 235.")
  int uvmMajor;

  @Option(
      names = "--devices",
      paramLabel = "nodes|files",
      defaultValue = "nodes",
      description = {
        "Device nodes, which only root can make, or plain files in their place.",
        "Default: ${DEFAULT-VALUE}."
      })
  Devices devices;

  @Option(
      names = "--force",
      description = "Overwrite a CDI specification that another program wrote.")
  boolean force;

  @Option(
      names = "--ignore-real-driver",
      description = "Go on where the node runs the real NVIDIA driver.")
  boolean ignoreRealDriver;
}
