package dev.gpumock.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps two runs off one driver root; the kernel lets go when a process dies. */
final class TreeLock implements AutoCloseable {
  private final FileChannel channel;

  private TreeLock(FileChannel channel) {
    this.channel = channel;
  }

  static TreeLock take(Path root, Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    // A lock file that is gone was the one of a tree that has just been removed.
    if (!locks(channel) || !DiskFacts.exists(file)) {
      channel.close();
      throw new MockTreeException(
          root, "another gpu-mockctl is at work on this driver root; try again when it is done");
    }
    return new TreeLock(channel);
  }

  private static boolean locks(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
