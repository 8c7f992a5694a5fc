package dev.gpumock.fs;

import java.io.IOException;
import java.nio.file.Path;

/** What the kernel must do that the JDK does not offer. */
public interface NodeMaker {
  /**
   * mknod(2) with S_IFCHR.
   *
   * @param mode permission bits, to hold whatever the umask is
   */
  void make(Path path, int major, int minor, int mode) throws IOException;

  /** Brings all that was written below the directory onto the disk. */
  void sync(Path directory) throws IOException;
}
