package dev.gpumock.cdi.request;

import dev.gpumock.cdi.spec.SpecKind;
import java.util.Arrays;
import java.util.Optional;

/** Which devices a specification is about: the toolkit's {@code --mode}. */
public enum Mode {
  /** GPUs and MIG devices. */
  NVML("nvml", "gpu"),
  /** One device {@code all} with every node, for the driver's own daemons. */
  MANAGEMENT("management", "gpu"),
  /** IMEX channels. */
  IMEX("imex", "imex-channel"),
  /** GPUDirect Storage. */
  GDS("gds", "gds"),
  GDRCOPY("gdrcopy", "gdrcopy"),
  /** InfiniBand verbs. */
  MOFED("mofed", "mofed"),
  NVSWITCH("nvswitch", "nvswitch");

  private final String text;
  private final String deviceClass;

  Mode(String text, String deviceClass) {
    this.text = text;
    this.deviceClass = deviceClass;
  }

  public String text() {
    return text;
  }

  /** What the toolkit's library takes; its command line takes nvidia.com/gpu for all modes. */
  public SpecKind defaultKind() {
    return new SpecKind(this == MANAGEMENT ? "management.nvidia.com" : "nvidia.com", deviceClass);
  }

  public static Optional<Mode> parse(String text) {
    return Arrays.stream(values()).filter(m -> m.text.equalsIgnoreCase(text)).findFirst();
  }
}
