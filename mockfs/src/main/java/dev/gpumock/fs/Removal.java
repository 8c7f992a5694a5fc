package dev.gpumock.fs;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Takes away entries of a manifest, as long as each still is what we made. */
final class Removal {
  private final Path root;

  Removal(Path root) {
    this.root = root;
  }

  /**
   * Can be done again after an interruption.
   *
   * @param entries each directory before what is in it
   * @return what is still there because it is not ours, or not any more
   */
  List<Path> remove(Collection<Entry> entries) throws IOException {
    List<Entry> lastFirst = new ArrayList<>(entries);
    Collections.reverse(lastFirst);
    List<Path> left = new ArrayList<>();
    for (Entry entry : lastFirst) {
      Path path = root.resolve(entry.path());
      if (DiskFacts.exists(path) && !removed(entry, path)) {
        left.add(path);
      }
    }
    return List.copyOf(left);
  }

  private boolean removed(Entry entry, Path path) throws IOException {
    if (!isOurs(entry, path)) {
      return false;
    }
    try {
      Files.delete(path);
      return true;
    } catch (DirectoryNotEmptyException e) {
      // It was ours, but what is in it is not.
      return false;
    }
  }

  private boolean isOurs(Entry entry, Path path) throws IOException {
    if (entry.kind() == Manifest.OUTSIDE) {
      return OutsideFiles.isAsRecorded(entry);
    }
    return DiskFacts.kind(path) == entry.kind() && !DiskFacts.isBehindLink(root, path);
  }
}
