package dev.gpumock.nvml;

import dev.gpumock.topo.CpuArchitecture;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** What the C build left on the class path, by architecture. */
final class NativeFiles {
  private NativeFiles() {}

  private static String path(CpuArchitecture cpu, String name) {
    return "/native/" + cpu.name().toLowerCase(Locale.ROOT) + "/" + name;
  }

  static byte[] read(CpuArchitecture cpu, String name) {
    return read(path(cpu, name))
        .orElseThrow(
            () ->
                new LibraryException(
                    "this build has no "
                        + name
                        + " for "
                        + cpu.name().toLowerCase(Locale.ROOT)
                        + "; build again with clang and lld installed"));
  }

  /** A text of ASCII, the same for all architectures. */
  static String readText(String name) {
    byte[] text =
        read("/native/" + name)
            .orElseThrow(() -> new LibraryException("this build has no " + name));
    return new String(text, StandardCharsets.US_ASCII);
  }

  private static Optional<byte[]> read(String path) {
    try (InputStream in = NativeFiles.class.getResourceAsStream(path)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
