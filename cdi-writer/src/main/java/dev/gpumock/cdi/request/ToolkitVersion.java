package dev.gpumock.cdi.request;

/** The releases of the NVIDIA Container Toolkit whose output can be asked for. */
public enum ToolkitVersion {
  /** What the DRA driver uses. */
  V1_19_1,
  /** What the device plugin uses. */
  V1_20_0;

  public static final ToolkitVersion NEWEST = V1_20_0;

  public boolean isAtLeast(ToolkitVersion other) {
    return compareTo(other) >= 0;
  }
}
