package dev.gpumock.cdi.request;

import java.util.Arrays;
import java.util.Optional;

/** Which devices a specification is about: the toolkit's {@code --mode}. */
public enum Mode {
  /** GPUs and MIG devices. */
  NVML("nvml"),
  /** One device {@code all} with every node, for the driver's own daemons. */
  MANAGEMENT("management"),
  /** IMEX channels. */
  IMEX("imex"),
  /** GPUDirect Storage. */
  GDS("gds"),
  GDRCOPY("gdrcopy"),
  /** InfiniBand verbs. */
  MOFED("mofed"),
  NVSWITCH("nvswitch");

  private final String text;

  Mode(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  public static Optional<Mode> parse(String text) {
    return Arrays.stream(values()).filter(m -> m.text.equalsIgnoreCase(text)).findFirst();
  }
}
