package dev.gpumock.cdi.request;

import java.util.Arrays;
import java.util.Optional;

/** The subcommands of nvidia-cdi-hook. */
public enum HookName {
  /** Each of them, in the list of disabled ones. */
  ALL("all"),
  CHMOD("chmod"),
  CREATE_SYMLINKS("create-symlinks"),
  DISABLE_DEVICE_NODE_MODIFICATION("disable-device-node-modification"),
  ENABLE_CUDA_COMPAT("enable-cuda-compat"),
  UPDATE_APPLICATION_PROFILE("update-application-profile"),
  UPDATE_LDCACHE("update-ldcache");

  private final String text;

  HookName(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  public static Optional<HookName> parse(String text) {
    return Arrays.stream(values()).filter(h -> h.text.equals(text)).findFirst();
  }
}
