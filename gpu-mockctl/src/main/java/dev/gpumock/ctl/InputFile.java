package dev.gpumock.ctl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files that a person names on the command line. */
final class InputFile {
  /** Far above what any tool prints of a node. */
  private static final int MAX_BYTES = 64 << 20;

  private InputFile() {}

  static byte[] bytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return limited(in, file.toString());
    } catch (IOException e) {
      throw new NodeException(file + ": cannot be read: " + reason(e), e);
    }
  }

  static byte[] standardInput() {
    try {
      return limited(System.in, "stdin");
    } catch (IOException e) {
      throw new NodeException("stdin: cannot be read: " + reason(e), e);
    }
  }

  private static byte[] limited(InputStream in, String name) throws IOException {
    byte[] content = in.readNBytes(MAX_BYTES + 1);
    if (content.length > MAX_BYTES) {
      throw new NodeException(name + ": larger than " + (MAX_BYTES >> 20) + " MiB");
    }
    return content;
  }

  /** A file that is there stays, unless it may be replaced. */
  static void write(Path file, String text, boolean replace) {
    OpenOption[] options = {
      StandardOpenOption.WRITE,
      replace ? StandardOpenOption.CREATE : StandardOpenOption.CREATE_NEW,
      StandardOpenOption.TRUNCATE_EXISTING
    };
    try {
      Files.writeString(file, text, options);
    } catch (FileAlreadyExistsException e) {
      throw new NodeException(file + ": is there already; --force replaces it", e);
    } catch (IOException e) {
      throw new NodeException(file + ": cannot be written: " + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
