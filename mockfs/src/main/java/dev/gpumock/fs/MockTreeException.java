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
    if (e instanceof AccessDeniedException denied && denied.getReason() != null) {
      return denied.getReason();
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied; run as root or choose a folder of your own";
    }
    if (e instanceof FileSystemException f && f.getReason() != null) {
      return f.getReason() + wayOut(f.getReason());
    }
    return e.getMessage() == null ? e.toString() : e.getMessage() + wayOut(e.getMessage());
  }

  /** By strerror(3)'s words: the JDK hands on nothing else. */
  private static String wayOut(String reason) {
    return switch (reason) {
      case "No space left on device", "Disk quota exceeded" ->
          "; free some space, the node is as it was";
      case "Read-only file system" -> "; choose a place that can be written";
      default -> "";
    };
  }
}
