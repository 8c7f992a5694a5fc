package dev.gpumock.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Everything below a folder, with what would change if it were touched. */
final class Snapshot {
  private Snapshot() {}

  /** By path: type and mode, inode, size and time of the last change of content. */
  static Map<String, String> of(Path folder) throws IOException {
    Map<String, String> entries = new TreeMap<>();
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.toList()) {
        Map<String, Object> facts =
            Files.readAttributes(
                path, "unix:mode,ino,size,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
        boolean directory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        entries.put(
            folder.relativize(path).toString(),
            facts.get("mode")
                + " "
                + facts.get("ino")
                + (directory ? "" : " " + facts.get("size") + " " + facts.get("lastModifiedTime")));
      }
    }
    return entries;
  }
}
