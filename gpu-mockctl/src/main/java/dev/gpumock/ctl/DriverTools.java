package dev.gpumock.ctl;

import dev.gpumock.fs.DriverRootLayout;
import dev.gpumock.fs.Payload;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The driver's programs in {@code bin}: they are there to be found, and say that they do nothing.
 */
final class DriverTools {
  private static final int PROGRAM_MODE = 0755;
  private static final List<String> NAMES =
      List.of("nvidia-smi", "nvidia-debugdump", "nvidia-persistenced", "nvidia-modprobe");

  private DriverTools() {}

  static List<Payload> payloads() {
    return NAMES.stream().map(DriverTools::payload).toList();
  }

  private static Payload payload(String name) {
    String text =
        "#!/bin/sh\necho '%s: gpu-mock has no such program; the driver library is complete' >&2\n"
                .formatted(name)
            + "exit 1\n";
    return Payload.fixed(
        DriverRootLayout.PROGRAMS + "/" + name,
        text.getBytes(StandardCharsets.US_ASCII),
        PROGRAM_MODE);
  }
}
