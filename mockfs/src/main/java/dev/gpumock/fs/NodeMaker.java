package dev.gpumock.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;

/** What the kernel must do that the JDK does not offer. */
public interface NodeMaker {
  /**
   * mknod(2) with S_IFCHR.
   *
   * @param mode permission bits, to hold whatever the umask is
   */
  void make(Path path, int major, int minor, int mode) throws IOException;

  /** Brings all that was written below the directory onto the disk, file by file. */
  default void sync(Path directory) throws IOException {
    try (var paths = Files.walk(directory)) {
      for (Path path : paths.toList()) {
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            file.force(true);
          }
        }
      }
    }
  }

  /** Brings the names in these directories, all of the root's file system, onto the disk. */
  default void syncNames(Path root, Collection<Path> directories) throws IOException {
    for (Path directory : directories) {
      Records.syncDirectory(directory);
    }
  }
}
