package dev.gpumock.fs;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Kinds of manifest entries that lie outside of the driver root, by their absolute paths. */
final class Manifest {
  /** A file that the node needs elsewhere; the detail is mode and checksum. */
  static final char OUTSIDE = 'o';

  /** A directory that was made to hold the driver root or an outside file. */
  static final char FOLDER = 'p';

  private Manifest() {}

  static Entry outside(OutsideFile file) {
    return new Entry(
        OUTSIDE,
        file.path().toString(),
        Entry.octal(file.mode()) + ":" + Entry.checksum(file.content()));
  }

  static Entry folder(Path path) {
    return new Entry(FOLDER, path.toString(), "");
  }

  static List<Entry> folders(Map<String, Entry> entries) {
    return entries.values().stream().filter(entry -> entry.kind() == FOLDER).toList();
  }

  /** Beside its place, under a name that no runtime reads. */
  static Path stagedOutside(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".gpu-mock-next");
  }
}
