package dev.gpumock.fs;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import jnr.constants.platform.Errno;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;
import jnr.ffi.Runtime;

/** mknod(2) of this system's C library, through JNR. */
public final class PosixNodeMaker implements NodeMaker {
  private static final int CHARACTER_DEVICE = 0020000;

  /** Loaded with the first node: a run that makes none need not wait for it. */
  private static final class Loaded {
    static final LibC LIBC =
        LibraryLoader.create(LibC.class).option(LibraryOption.SaveError, true).load("c");
  }

  /** The functions of the C library that the JDK does not offer. */
  public interface LibC {
    int mknod(String path, int mode, long device);

    int chmod(String path, int mode);

    int open(String path, int flags);

    int syncfs(int descriptor);

    int close(int descriptor);
  }

  @Override
  public void make(Path path, int major, int minor, int mode) throws IOException {
    check(path, Loaded.LIBC.mknod(path.toString(), CHARACTER_DEVICE | mode, device(major, minor)));
    check(path, Loaded.LIBC.chmod(path.toString(), mode));
  }

  /**
   * syncfs(2): one call for a hundred files, where fsync(2) of each would take as many turns of the
   * disk.
   */
  @Override
  public void sync(Path directory) throws IOException {
    int descriptor = Loaded.LIBC.open(directory.toString(), 0);
    if (descriptor < 0) {
      check(directory, descriptor);
    }
    try {
      check(directory, Loaded.LIBC.syncfs(descriptor));
    } finally {
      Loaded.LIBC.close(descriptor);
    }
  }

  /** makedev(3) of glibc and musl. */
  static long device(int major, int minor) {
    return (long) (major & 0xfff) << 8 | minor & 0xff | (long) (minor & 0xfffff00) << 12;
  }

  private static void check(Path path, int result) throws IOException {
    if (result == 0) {
      return;
    }
    Errno error = Errno.valueOf(Runtime.getRuntime(Loaded.LIBC).getLastError());
    throw switch (error) {
      case EPERM, EACCES ->
          new AccessDeniedException(
              path.toString(),
              null,
              "only root may make device nodes; run as root, or ask for plain files with"
                  + " --devices files");
      case EEXIST -> new FileAlreadyExistsException(path.toString());
      default -> new FileSystemException(path.toString(), null, error.description());
    };
  }
}
