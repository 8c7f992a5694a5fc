package dev.gpumock.fs;

import com.kenai.jffi.ArrayFlags;
import com.kenai.jffi.Function;
import com.kenai.jffi.HeapInvocationBuffer;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.LastError;
import com.kenai.jffi.Library;
import com.kenai.jffi.Type;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Collection;

/**
 * Calls of this system's C library by jffi: the base of JNR, without the classes that JNR would
 * generate for them at each start.
 */
public final class PosixNodeMaker implements NodeMaker {
  private static final int CHARACTER_DEVICE = 0020000;
  private static final int ARRAY = ArrayFlags.IN | ArrayFlags.NULTERMINATE;

  /** Linux's numbers of mknodat(2), and the directory that a relative path starts from. */
  private static final int MKNODAT_AMD64 = 259;

  private static final int MKNODAT_ARM64 = 33;
  private static final int WORKING_DIRECTORY = -100;

  /** The numbers of these errors are the same on Linux and macOS. */
  private static final int EPERM = 1;

  private static final int EACCES = 13;
  private static final int EEXIST = 17;
  private static final int ENOSPC = 28;
  private static final int EROFS = 30;

  /** Found with the first node: a run that makes none need not wait for it. */
  private static final class Loaded {
    static final Library PROCESS = Library.getDefault();

    /** A C library of before glibc 2.33 has no mknod(3) to be found, but each has syscall(2). */
    static final Function SYSCALL =
        new Function(
            PROCESS.getSymbolAddress("syscall"),
            Type.SINT32,
            Type.SLONG_LONG,
            Type.SLONG_LONG,
            Type.POINTER,
            Type.ULONG_LONG,
            Type.ULONG_LONG);

    static final Function CHMOD =
        new Function(PROCESS.getSymbolAddress("chmod"), Type.SINT32, Type.POINTER, Type.UINT32);
    static final Function OPEN =
        new Function(PROCESS.getSymbolAddress("open"), Type.SINT32, Type.POINTER, Type.UINT32);
    static final Function SYNCFS =
        new Function(PROCESS.getSymbolAddress("syncfs"), Type.SINT32, Type.SINT32);
    static final Function CLOSE =
        new Function(PROCESS.getSymbolAddress("close"), Type.SINT32, Type.SINT32);
  }

  @Override
  public void make(Path path, int major, int minor, int mode) throws IOException {
    byte[] name = bytes(path);
    HeapInvocationBuffer mknod = new HeapInvocationBuffer(Loaded.SYSCALL);
    mknod.putLong(System.getProperty("os.arch").equals("aarch64") ? MKNODAT_ARM64 : MKNODAT_AMD64);
    mknod.putLong(WORKING_DIRECTORY);
    mknod.putArray(name, 0, name.length, ARRAY);
    mknod.putLong(CHARACTER_DEVICE | mode);
    mknod.putLong(device(major, minor));
    check(path, "mknod", invoke(Loaded.SYSCALL, mknod));
    check(path, "chmod", invoke(Loaded.CHMOD, arguments(Loaded.CHMOD, path, mode)));
  }

  /**
   * syncfs(2): one call for a hundred files, where fsync(2) of each would take as many turns of the
   * disk.
   */
  @Override
  public void sync(Path directory) throws IOException {
    int descriptor = invoke(Loaded.OPEN, arguments(Loaded.OPEN, directory, 0));
    check(directory, "open", descriptor);
    try {
      check(directory, "syncfs", invoke(Loaded.SYNCFS, argument(Loaded.SYNCFS, descriptor)));
    } finally {
      invoke(Loaded.CLOSE, argument(Loaded.CLOSE, descriptor));
    }
  }

  @Override
  public void syncNames(Path root, Collection<Path> directories) throws IOException {
    sync(root);
  }

  /** makedev(3) of glibc and musl. */
  static long device(int major, int minor) {
    return (long) (major & 0xfff) << 8 | minor & 0xff | (long) (minor & 0xfffff00) << 12;
  }

  private static byte[] bytes(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static HeapInvocationBuffer arguments(Function function, Path path, int mode) {
    byte[] name = bytes(path);
    HeapInvocationBuffer arguments = new HeapInvocationBuffer(function);
    arguments.putArray(name, 0, name.length, ARRAY);
    arguments.putInt(mode);
    return arguments;
  }

  private static HeapInvocationBuffer argument(Function function, int descriptor) {
    HeapInvocationBuffer arguments = new HeapInvocationBuffer(function);
    arguments.putInt(descriptor);
    return arguments;
  }

  private static int invoke(Function function, HeapInvocationBuffer arguments) {
    return Invoker.getInstance().invokeInt(function, arguments);
  }

  private static void check(Path path, String call, int result) throws IOException {
    if (result >= 0) {
      return;
    }
    int error = LastError.getInstance().get();
    String file = path.toString();
    throw switch (error) {
      case EPERM, EACCES ->
          new AccessDeniedException(
              file,
              null,
              "only root may make device nodes; run as root, or ask for plain files with"
                  + " --devices files");
      case EEXIST -> new FileAlreadyExistsException(file);
      case ENOSPC -> new FileSystemException(file, null, "No space left on device");
      case EROFS -> new FileSystemException(file, null, "Read-only file system");
      default -> new FileSystemException(file, null, call + ": errno " + error);
    };
  }
}
