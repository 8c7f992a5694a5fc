package dev.gpumock.cdi.request;

import java.util.Arrays;
import java.util.Optional;

/** How a device is called. */
public enum NamingStrategy {
  /** {@code 0}, of a MIG device {@code 0:1}. */
  INDEX("index"),
  UUID("uuid"),
  /** {@code gpu0}, {@code mig0:1}. */
  TYPE_INDEX("type-index");

  private final String text;

  NamingStrategy(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  public static Optional<NamingStrategy> parse(String text) {
    return Arrays.stream(values()).filter(s -> s.text.equals(text)).findFirst();
  }

  public String nameOf(GpuFacts gpu) {
    return switch (this) {
      case INDEX -> String.valueOf(gpu.index());
      case UUID -> gpu.uuid();
      case TYPE_INDEX -> "gpu" + gpu.index();
    };
  }

  public String nameOf(GpuFacts gpu, MigFacts mig) {
    return switch (this) {
      case INDEX -> gpu.index() + ":" + mig.index();
      case UUID -> mig.uuid();
      case TYPE_INDEX -> "mig" + gpu.index() + ":" + mig.index();
    };
  }
}
