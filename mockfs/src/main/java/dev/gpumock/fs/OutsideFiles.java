package dev.gpumock.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files outside of the driver root, as they are and as they should be. */
final class OutsideFiles {
  private final Map<String, Entry> before;

  OutsideFiles(Map<String, Entry> before) {
    this.before = before;
  }

  /** Whether each is there with the right content and is recorded as ours. */
  boolean areRight(List<OutsideFile> files) throws IOException {
    for (OutsideFile file : files) {
      boolean recorded = Manifest.outside(file).isSame(before.get(file.path().toString()));
      if (!recorded || difference(file).isPresent()) {
        return false;
      }
    }
    int recorded = 0;
    for (Entry entry : before.values()) {
      recorded += entry.kind() == Manifest.OUTSIDE ? 1 : 0;
    }
    return recorded == files.size();
  }

  static Optional<String> difference(OutsideFile file) throws IOException {
    if (!DiskFacts.exists(file.path())) {
      return Optional.of("is missing");
    }
    if (!Files.isRegularFile(file.path(), LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of("is not a regular file");
    }
    Optional<String> mode = DiskFacts.modeDifference(file.path(), file.mode());
    return Arrays.equals(Files.readAllBytes(file.path()), file.content())
        ? mode
        : Optional.of("has other content");
  }

  /** Refuses what another writer has put there. */
  void refuseForeign(List<OutsideFile> files) throws IOException {
    for (OutsideFile file : files) {
      boolean ours = before.containsKey(file.path().toString());
      if (DiskFacts.exists(file.path()) && !ours && !file.replaceForeign()) {
        throw new MockTreeException(
            file.path(), "was written by another program; move it, or overwrite it with --force");
      }
      if (Files.isDirectory(file.path(), LinkOption.NOFOLLOW_LINKS)) {
        throw new MockTreeException(file.path(), "is a directory; name a file");
      }
    }
  }

  static void stage(List<OutsideFile> files) throws IOException {
    for (OutsideFile file : files) {
      Staging.write(Manifest.stagedOutside(file.path()), file.content(), file.mode());
    }
  }

  /** Whether the file is still the one that the entry tells of. */
  static boolean isAsRecorded(Entry entry) throws IOException {
    Path path = Path.of(entry.path());
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    String checksum = entry.detail().substring(entry.detail().indexOf(':') + 1);
    return Entry.checksum(Files.readAllBytes(path)).equals(checksum);
  }
}
