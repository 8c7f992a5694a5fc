package dev.gpumock.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** All that lstat(2) tells of the entries below a directory, by their paths. */
record TreeSnapshot(Map<String, Map<String, Object>> entries) {
  /** Tells a file that was written again, or replaced by an equal one, from one left alone. */
  static TreeSnapshot withInodes(Path directory) throws IOException {
    return of(directory, "unix:mode,ino,size,uid,gid,rdev,lastModifiedTime");
  }

  static TreeSnapshot of(Path directory) throws IOException {
    return of(directory, "unix:mode,uid,gid,rdev");
  }

  private static TreeSnapshot of(Path directory, String attributes) throws IOException {
    Map<String, Map<String, Object>> entries = new TreeMap<>();
    try (var paths = Files.walk(directory)) {
      for (Path path : paths.toList()) {
        entries.put(
            path.toString(), Files.readAttributes(path, attributes, LinkOption.NOFOLLOW_LINKS));
      }
    }
    return new TreeSnapshot(entries);
  }
}
