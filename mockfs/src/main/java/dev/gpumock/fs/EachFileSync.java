package dev.gpumock.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** For systems without syncfs(2), where no device node can be made either. */
public final class EachFileSync implements NodeMaker {
  @Override
  public void make(Path path, int major, int minor, int mode) throws IOException {
    throw new IOException("this system makes no device nodes; use --devices files");
  }

  @Override
  public void sync(Path directory) throws IOException {
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
}
