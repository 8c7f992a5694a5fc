package dev.gpumock.fs;

import java.io.IOException;
import java.nio.file.Path;

/** Makes character device nodes. */
public interface NodeMaker {
  /**
   * mknod(2) with S_IFCHR.
   *
   * @param mode permission bits, to hold whatever the umask is
   */
  void make(Path path, int major, int minor, int mode) throws IOException;
}
