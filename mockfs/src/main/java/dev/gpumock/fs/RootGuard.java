package dev.gpumock.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

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
    return clean;
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
