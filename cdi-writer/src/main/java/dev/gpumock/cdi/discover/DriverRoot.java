package dev.gpumock.cdi.discover;

import dev.gpumock.cdi.request.ToolkitVersion;
import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.spec.SlashPath;
import dev.gpumock.cdi.tree.LibraryLocator;
import dev.gpumock.cdi.tree.Locator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An installed driver: its version and the directories of its libraries. The file names of the
 * libraries decide; they must agree with the version that NVML tells.
 *
 * @param libraryDirectories on the node, without the root before them
 */
record DriverRoot(String root, String version, List<String> libraryDirectories) {
  private static final List<String> VERSIONED = List.of("libcuda.so.", "libnvidia-ml.so.");

  DriverRoot {
    libraryDirectories = List.copyOf(libraryDirectories);
  }

  /**
   * @param told version that NVML tells; absent: any version is taken
   * @throws CdiException when there is no driver, or one of another version
   */
  static DriverRoot find(Search search, Optional<String> told) throws CdiException {
    LibraryLocator libraries = libraries(search);
    Versioned library = versionedLibrary(search, libraries, told.orElse("*.*"));
    String version = library.version();
    if (told.isPresent() && !told.get().equals(version)) {
      throw new CdiException(
          library.path() + " is not of driver " + told.get() + ", which NVML tells");
    }
    List<String> found =
        search.isAtLeast(ToolkitVersion.V1_20_0)
            ? libraries.locate("lib*.so." + version)
            : List.of(library.path());
    if (found.isEmpty()) {
      throw new CdiException("a link among the libraries of " + version + " leads nowhere");
    }
    return new DriverRoot(
        search.root(),
        version,
        found.stream().map(SlashPath::parent).distinct().map(d -> relative(search, d)).toList());
  }

  static LibraryLocator libraries(Search search) {
    return new LibraryLocator(
        search.files(), search.root(), search.request().driver().librarySearchPaths());
  }

  /** Finds files in the driver's library directories, and in {@code subdirectories} of these. */
  Locator libraryLocator(Search search, List<String> subdirectories) {
    List<String> below =
        subdirectories.stream()
            .flatMap(sub -> libraryDirectories.stream().map(d -> SlashPath.join(d, sub)))
            .toList();
    List<String> all = Stream.concat(libraryDirectories.stream(), below.stream()).toList();
    return Locator.ofFiles(search.files(), Locator.below(root, all), Locator.ALL);
  }

  /** A library whose link had the version in its name; the file behind it decides. */
  private record Versioned(String path, String version) {}

  private static Versioned versionedLibrary(Search search, LibraryLocator libraries, String suffix)
      throws CdiException {
    for (String prefix : VERSIONED) {
      for (String path : first(libraries.locate(prefix + suffix))) {
        String version = SlashPath.withoutPrefix(SlashPath.name(path), prefix);
        if (!version.isEmpty()) {
          return new Versioned(path, version);
        }
      }
    }
    throw new CdiException(
        "no libcuda.so.%1$s and no libnvidia-ml.so.%1$s in the library directories of %2$s;"
                .formatted(suffix, search.root())
            + " check --driver-root");
  }

  private static List<String> first(List<String> paths) {
    return paths.subList(0, Math.min(1, paths.size()));
  }

  private static String relative(Search search, String directory) {
    String root = search.root();
    return root.equals("/") ? directory : SlashPath.withoutPrefix(directory, root);
  }
}
