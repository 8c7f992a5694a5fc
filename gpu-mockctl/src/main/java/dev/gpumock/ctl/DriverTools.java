package dev.gpumock.ctl;

import dev.gpumock.fs.DriverRootLayout;
import dev.gpumock.fs.Payload;
import dev.gpumock.nvml.DriverPrograms;
import dev.gpumock.topo.CpuArchitecture;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * The driver's programs in {@code bin}: our nvidia-smi, and others that are there to be found and
 * say that they do nothing.
 */
final class DriverTools {
  private static final int PROGRAM_MODE = 0755;
  private static final List<String> NAMES =
      List.of("nvidia-debugdump", "nvidia-persistenced", "nvidia-modprobe");

  private DriverTools() {}

  static List<Payload> payloads(CpuArchitecture cpu) {
    Stream<Payload> programs =
        DriverPrograms.build(cpu).entrySet().stream().map(e -> program(e.getKey(), e.getValue()));
    return Stream.concat(programs, NAMES.stream().map(DriverTools::payload)).toList();
  }

  private static Payload program(String name, byte[] bytes) {
    return Payload.fixed(DriverRootLayout.PROGRAMS + "/" + name, bytes, PROGRAM_MODE);
  }

  private static Payload payload(String name) {
    String text =
        "#!/bin/sh\necho '%s: gpu-mock has no such program; the driver library is complete' >&2\n"
                .formatted(name)
            + "exit 1\n";
    return program(name, text.getBytes(StandardCharsets.US_ASCII));
  }
}
