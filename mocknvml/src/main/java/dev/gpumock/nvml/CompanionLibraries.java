package dev.gpumock.nvml;

import dev.gpumock.topo.CpuArchitecture;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The driver's other libraries: ELF files with the right SONAME that ldconfig links and dlopen
 * opens. All are one small object (companion.c) under different names.
 */
public final class CompanionLibraries {
  /** Base names, as the driver's installer places them beside libnvidia-ml. */
  public static final List<String> NAMES =
      List.of(
          "libcuda",
          "libnvcuvid",
          "libnvidia-encode",
          "libnvidia-fatbinaryloader",
          "libnvidia-ptxjitcompiler");

  /** The SONAME that the build wrote; long enough for each of the names. */
  private static final String PLACEHOLDER = "libgpumock-companion-soname-placeholder-of-48-bytes";

  private CompanionLibraries() {}

  /** The library's bytes, with the SONAME {@code NAME.so.1}. */
  public static byte[] build(String name, CpuArchitecture cpu) {
    byte[] library = NativeFiles.read(cpu, "companion.so");
    byte[] soname = (name + ".so.1\0").getBytes(StandardCharsets.US_ASCII);
    int at = new String(library, StandardCharsets.ISO_8859_1).indexOf(PLACEHOLDER);
    if (at < 0 || soname.length > PLACEHOLDER.length()) {
      throw new LibraryException("companion.so has no room for the SONAME " + name + ".so.1");
    }
    System.arraycopy(soname, 0, library, at, soname.length);
    return library;
  }
}
