package dev.gpumock.cdi.spec;

/** Whose devices, and which sort of them: {@code nvidia.com/gpu}. */
public record SpecKind(String vendor, String deviceClass) {
  public static final SpecKind NVIDIA_GPU = new SpecKind("nvidia.com", "gpu");

  /** Splits at the first slash; without one, all of it is the class and the vendor is empty. */
  public static SpecKind parse(String text) {
    int slash = text.indexOf('/');
    if (slash <= 0 || slash == text.length() - 1) {
      return new SpecKind("", text);
    }
    return new SpecKind(text.substring(0, slash), text.substring(slash + 1));
  }

  @Override
  public String toString() {
    return vendor.isEmpty() ? deviceClass : vendor + "/" + deviceClass;
  }
}
