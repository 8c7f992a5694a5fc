package dev.gpumock.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Refuses driver roots that would put the mock where it must not be. */
final class RootGuard {
  private RootGuard() {}

  /** The root as it may be used: absolute, without links, not the system's own. */
  static Path checked(Path root) {
    if (root.toString().isBlank()) {
      throw new MockTreeException(root, "the driver root is empty; name a folder");
    }
    if (!root.isAbsolute()) {
      throw new MockTreeException(root, "the driver root is relative; write it from / on");
    }
    Path clean = root.normalize();
    if (clean.getNameCount() == 0) {
      throw new MockTreeException(
          root, "the driver root is the system's own root; choose a folder for the mock");
    }
    for (Path part = clean; part != null; part = part.getParent()) {
      refuseLink(root, part);
    }
    if (DiskFacts.exists(clean) && !Files.isDirectory(clean, LinkOption.NOFOLLOW_LINKS)) {
      throw new MockTreeException(root, "is not a directory; remove it or choose another root");
    }
    char records = kind(clean.resolve(DriverRootLayout.RECORDS));
    if (records != 0 && records != 'd') {
      throw new MockTreeException(
          clean.resolve(DriverRootLayout.RECORDS), "is in the way and not of gpu-mock; move it");
    }
    return clean;
  }

  private static char kind(Path path) {
    try {
      return DiskFacts.kind(path);
    } catch (IOException e) {
      throw new MockTreeException(path, "look at it", e);
    }
  }

  /**
   * Refuses a folder that holds other people's files: ours would lie among them, and a name that
   * consumers search (usr, lib64, dev) would be shared. A new disk's lost+found is nobody's.
   */
  static void refuseForeign(Path root, Path records) throws IOException {
    if (DiskFacts.exists(records) || !DiskFacts.exists(root)) {
      return;
    }
    Optional<Path> foreign = first(root, "lost+found");
    if (foreign.isPresent()) {
      Path file = foreign.get();
      for (Optional<Path> in = foreign; in.isPresent(); in = first(file, "")) {
        file = in.get();
      }
      throw new MockTreeException(
          file,
          "is not of gpu-mock, so %s cannot be its driver root; choose an empty folder or a new one"
              .formatted(root));
    }
  }

  /** The first entry of a directory; none where there is no directory. */
  private static Optional<Path> first(Path directory, String except) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (var entries = Files.list(directory)) {
      return entries.filter(entry -> !entry.endsWith(except)).sorted().findFirst();
    }
  }

  private static void refuseLink(Path root, Path part) {
    if (!Files.isSymbolicLink(part)) {
      return;
    }
    try {
      throw new MockTreeException(
          root,
          "%s is a link to %s; name the driver root by the path it has without links"
              .formatted(part.equals(root) ? "it" : part, Files.readSymbolicLink(part)));
    } catch (IOException e) {
      throw new MockTreeException(part, "read the link", e);
    }
  }
}
