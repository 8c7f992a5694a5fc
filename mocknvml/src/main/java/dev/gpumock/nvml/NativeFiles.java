package dev.gpumock.nvml;

import dev.gpumock.topo.CpuArchitecture;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/** What the C build left on the class path, by architecture. */
final class NativeFiles {
  private NativeFiles() {}

  static byte[] read(CpuArchitecture cpu, String name) {
    String path = "/native/" + cpu.name().toLowerCase(Locale.ROOT) + "/" + name;
    try (InputStream in = NativeFiles.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new LibraryException(
            "this build has no "
                + name
                + " for "
                + cpu.name().toLowerCase(Locale.ROOT)
                + "; build again with clang and lld installed");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
