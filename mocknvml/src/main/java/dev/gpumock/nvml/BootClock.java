package dev.gpumock.nvml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The time since the kernel was booted, by which the library counts energy. */
final class BootClock {
  private static final Path UPTIME = Path.of("/proc/uptime");

  private BootClock() {}

  /** Microseconds since boot; where there is no /proc, of a clock that runs as evenly. */
  static long micros() {
    try {
      String seconds = Files.readString(UPTIME).split(" ", 2)[0];
      return Math.round(Double.parseDouble(seconds) * 1_000_000);
    } catch (IOException | NumberFormatException e) {
      return System.nanoTime() / 1000;
    }
  }
}
