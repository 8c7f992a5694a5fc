package dev.gpumock.fs;

import java.util.Set;

/**
 * How device nodes are made.
 *
 * @param uvmMajor major number of nvidia-uvm; the real driver takes a free one at load time
 * @param withDri also {@code dri/card*} and {@code dri/renderD*}
 * @param nodesAsFiles plain files in place of device nodes, for whoever may not make nodes
 */
public record NodeOptions(int uvmMajor, boolean withDri, boolean nodesAsFiles) {
  /** nvidia, DRM, IMEX channels, capabilities. */
  private static final Set<Integer> TAKEN =
      Set.of(195, 226, KernelFiles.IMEX_MAJOR, KernelFiles.CAPS_MAJOR);

  public NodeOptions {
    if (uvmMajor < 1 || uvmMajor > 4095) {
      throw new IllegalArgumentException("the uvm major is " + uvmMajor + ", it must be 1 to 4095");
    }
    if (TAKEN.contains(uvmMajor)) {
      throw new IllegalArgumentException(
          "the uvm major " + uvmMajor + " is taken by another device of the mock");
    }
  }
}
