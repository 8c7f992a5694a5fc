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

/**
 * mknod(2) of this system's C library, by jffi: the base of JNR, without the classes that JNR would
 * generate for these two calls at each start.
 */
public final class PosixNodeMaker implements NodeMaker {
  private static final int CHARACTER_DEVICE = 0020000;
  private static final int ARRAY = ArrayFlags.IN | ArrayFlags.NULTERMINATE;

  /** The numbers of these errors are the same on Linux and macOS. */
  private static final int EPERM = 1;

  private static final int EACCES = 13;
  private static final int EEXIST = 17;
  private static final int ENOSPC = 28;
  private static final int EROFS = 30;

  /** Found with the first node: a run that makes none need not wait for it. */
  private static final class Loaded {
    static final Library PROCESS = Library.getDefault();
    static final Function MKNOD =
        new Function(
            PROCESS.getSymbolAddress("mknod"),
            Type.SINT32,
            Type.POINTER,
            Type.UINT32,
            Type.ULONG_LONG);
    static final Function CHMOD =
        new Function(PROCESS.getSymbolAddress("chmod"), Type.SINT32, Type.POINTER, Type.UINT32);
  }

  @Override
  public void make(Path path, int major, int minor, int mode) throws IOException {
    HeapInvocationBuffer mknod = arguments(Loaded.MKNOD, path, CHARACTER_DEVICE | mode);
    mknod.putLong(device(major, minor));
    call(path, Loaded.MKNOD, mknod);
    call(path, Loaded.CHMOD, arguments(Loaded.CHMOD, path, mode));
  }

  /** makedev(3) of glibc and musl. */
  static long device(int major, int minor) {
    return (long) (major & 0xfff) << 8 | minor & 0xff | (long) (minor & 0xfffff00) << 12;
  }

  private static HeapInvocationBuffer arguments(Function function, Path path, int mode) {
    byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
    HeapInvocationBuffer arguments = new HeapInvocationBuffer(function);
    arguments.putArray(name, 0, name.length, ARRAY);
    arguments.putInt(mode);
    return arguments;
  }

  private static void call(Path path, Function function, HeapInvocationBuffer arguments)
      throws IOException {
    if (Invoker.getInstance().invokeInt(function, arguments) == 0) {
      return;
    }
    int error = LastError.getInstance().get();
    throw switch (error) {
      case EPERM, EACCES ->
          new AccessDeniedException(
              path.toString(),
              null,
              "only root may make device nodes; run as root, or ask for plain files with"
                  + " --devices files");
      case EEXIST -> new FileAlreadyExistsException(path.toString());
      case ENOSPC -> new FileSystemException(path.toString(), null, "no space left on device");
      case EROFS -> new FileSystemException(path.toString(), null, "read-only file system");
      default -> new FileSystemException(path.toString(), null, "mknod: errno " + error);
    };
  }
}
