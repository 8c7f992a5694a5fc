package dev.gpumock.ctl;

import dev.gpumock.fs.NodeOptions;

/** Settings of device nodes, by the names of their options. */
final class DriverSettings {
  static final String DEVICES = "devices";
  static final String UVM_MAJOR = "uvm-major";
  static final String WITH_DRI = "with-dri";
  static final String WITH_HOOK = "with-hook";
  static final String TOOLKIT_ROOT = "toolkit-root";
  static final String NO_KERNEL_VIEW = "no-kernel-view";

  private static final int DEFAULT_UVM_MAJOR = 235;

  private DriverSettings() {}

  static NodeOptions nodeOptions(MadeWith settings) {
    try {
      return new NodeOptions(
          settings.get(UVM_MAJOR).map(Integer::parseInt).orElse(DEFAULT_UVM_MAJOR),
          settings.is(WITH_DRI),
          asFiles(settings.get(DEVICES).orElse("nodes")));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private static boolean asFiles(String devices) {
    return switch (devices) {
      case "nodes" -> false;
      case "files" -> true;
      default -> throw new UsageException("--devices is '" + devices + "'; it is nodes or files");
    };
  }
}
