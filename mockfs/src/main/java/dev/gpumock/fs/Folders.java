package dev.gpumock.fs;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Directories that must be there before anything can be put into them. */
final class Folders {
  private Folders() {}

  /** The directory and those above it that are not there, the outermost first. */
  static List<Path> missing(Path directory) {
    List<Path> missing = new ArrayList<>();
    for (Path part = directory; part != null && !DiskFacts.exists(part); part = part.getParent()) {
      missing.add(part);
    }
    Collections.reverse(missing);
    return missing;
  }

  /** Makes the directory and those above it; answers which are new, the outermost first. */
  static List<Path> make(Path directory) throws IOException {
    List<Path> missing = missing(directory);
    for (Path part : missing) {
      try {
        Files.createDirectory(part);
        Staging.permit(part, 0755);
      } catch (FileAlreadyExistsException e) {
        // Another run was faster; which of the two goes on, the lock decides.
        continue;
      }
    }
    return missing;
  }

  /** Removes those that are empty, the innermost first. */
  static void removeEmpty(List<Path> directories) throws IOException {
    List<Path> innermostFirst = new ArrayList<>(directories);
    Collections.reverse(innermostFirst);
    for (Path directory : innermostFirst) {
      if (Files.isDirectory(directory) && isEmpty(directory)) {
        Files.delete(directory);
      }
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }
}
