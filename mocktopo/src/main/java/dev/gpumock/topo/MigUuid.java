package dev.gpumock.topo;

import java.nio.charset.StandardCharsets;

/** The UUID of a MIG device, as the driver library derives it in mig_device.c. */
public final class MigUuid {
  private static final int HEX_DIGITS = 16;
  private static final int MOST_IDS = 256;

  private MigUuid() {}

  /** The same for the same place on the same GPU. */
  public static String of(GpuUuid gpu, int gpuInstance, int computeInstance) {
    long upper = 0x9e3779b97f4a7c15L + (long) gpuInstance * MOST_IDS + computeInstance;
    for (byte letter : gpu.toString().getBytes(StandardCharsets.US_ASCII)) {
      upper = stirred(upper + letter);
    }
    long lower = stirred(upper + 1);
    String digits = lowestFirst(upper) + lowestFirst(lower);
    int variant = 8 | Character.digit(digits.charAt(HEX_DIGITS), HEX_DIGITS) & 3;
    return "MIG-%s-%s-5%s-%x%s-%s"
        .formatted(
            digits.substring(0, 8),
            digits.substring(8, 12),
            digits.substring(13, 16),
            variant,
            digits.substring(17, 20),
            digits.substring(20));
  }

  private static String lowestFirst(long number) {
    return new StringBuilder("%016x".formatted(number)).reverse().toString();
  }

  private static long stirred(long number) {
    long x = (number ^ number >>> 30) * 0xbf58476d1ce4e5b9L;
    x = (x ^ x >>> 27) * 0x94d049bb133111ebL;
    return x ^ x >>> 31;
  }
}
