package dev.gpumock.fs;

import java.util.List;
import java.util.Set;

/** The links beside a driver's library, as ldconfig and the driver's installer leave them. */
final class LibraryLinks {
  /** Their SONAME is the name of the file. */
  private static final Set<String> NONE = Set.of("libnvidia-gpucomp", "libnvidia-pkcs11-openssl3");

  /** Nothing is linked with them: no name without a number. */
  private static final Set<String> OPENED_ONLY =
      Set.of("libcudadebugger", "libnvidia-opencl", "libnvidia-sandboxutils");

  private LibraryLinks() {}

  /**
   * The links' names, each of which points at the one before it, the first one at the file.
   *
   * @param library without its suffix, such as {@code libcuda}
   */
  static List<String> of(String library) {
    if (NONE.contains(library)) {
      return List.of();
    }
    String soname = library + (library.equals("libnvidia-nvvm") ? ".so.4" : ".so.1");
    return OPENED_ONLY.contains(library) ? List.of(soname) : List.of(soname, library + ".so");
  }
}
