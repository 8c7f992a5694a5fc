package dev.gpumock.cdi.tree;

import java.util.List;

/**
 * Finds driver libraries as the toolkit does: in the usual directories of a root, else in what its
 * loader cache names; explicit directories replace both.
 */
public final class LibraryLocator {
  private static final List<String> USUAL_DIRECTORIES =
      List.of(
          "/",
          "/usr/lib64",
          "/usr/lib/x86_64-linux-gnu",
          "/usr/lib/aarch64-linux-gnu",
          "/usr/lib/x86_64-linux-gnu/nvidia/current",
          "/usr/lib/aarch64-linux-gnu/nvidia/current",
          "/lib64",
          "/lib/x86_64-linux-gnu",
          "/lib/aarch64-linux-gnu",
          "/lib/x86_64-linux-gnu/nvidia/current",
          "/lib/aarch64-linux-gnu/nvidia/current");

  private final HostFiles files;
  private final String root;
  private final boolean explicit;
  private final Locator directories;

  /**
   * @param searchPaths absolute directories to search instead; empty for the usual ones
   */
  public LibraryLocator(HostFiles files, String root, List<String> searchPaths) {
    this.files = files;
    this.root = root;
    this.explicit = !searchPaths.isEmpty();
    this.directories =
        Locator.ofFiles(
            files,
            explicit ? Locator.below("/", searchPaths) : Locator.below(root, USUAL_DIRECTORIES),
            Locator.ALL);
  }

  /**
   * @param pattern a file name, perhaps with {@code *}
   * @return real paths, each once
   */
  public List<String> locate(String pattern) {
    List<String> found = directories.locateReal(pattern);
    return found.isEmpty() && !explicit ? files.loaderCache(root).locate(files, pattern) : found;
  }
}
