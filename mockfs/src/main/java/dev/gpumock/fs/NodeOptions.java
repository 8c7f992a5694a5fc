package dev.gpumock.fs;

/**
 * How device nodes are made.
 *
 * @param uvmMajor major number of nvidia-uvm; the real driver takes a free one at load time
 * @param withDri also {@code dri/card*} and {@code dri/renderD*}
 * @param nodesAsFiles plain files in place of device nodes, for whoever may not make nodes
 */
public record NodeOptions(int uvmMajor, boolean withDri, boolean nodesAsFiles) {
  public NodeOptions {
    if (uvmMajor < 1 || uvmMajor > 4095) {
      throw new IllegalArgumentException("the uvm major is " + uvmMajor + ", it must be 1 to 4095");
    }
  }
}
