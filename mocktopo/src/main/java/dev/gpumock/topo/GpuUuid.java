package dev.gpumock.topo;

import java.util.UUID;

/** A GPU's identity as NVML, /proc and CDI print it: {@code GPU-} and a lower-case UUID. */
public record GpuUuid(UUID id) {
  private static final String PREFIX = "GPU-";

  public static GpuUuid parse(String text) {
    if (!text.startsWith(PREFIX) || !Digits.uuid(text.substring(PREFIX.length()))) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a GPU UUID such as GPU-4404041a-04cf-1ccf-9e70-f139a9b1e23c");
    }
    return new GpuUuid(UUID.fromString(text.substring(PREFIX.length())));
  }

  @Override
  public String toString() {
    return PREFIX + id;
  }
}
