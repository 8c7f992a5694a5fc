package dev.gpumock.fs;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A tree that cannot be made, read or removed; one line: what, on which path, what to do. */
public final class MockTreeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MockTreeException(Path path, String problem) {
    super(path + ": " + problem);
  }

  public MockTreeException(Path path, String action, IOException cause) {
    super(path + ": cannot " + action + ": " + reason(cause), cause);
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied; run as root or choose a folder of your own";
    }
    if (e instanceof FileSystemException f && f.getReason() != null) {
      return f.getReason();
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
