package dev.gpumock.fs;

/** One entry of a tree. Paths are relative to the driver root and have no leading slash. */
public sealed interface FsAction {
  String path();

  /** A directory; its own entries are actions too. */
  record MakeDir(String path, int mode) implements FsAction {}

  /** A regular file; see {@link Payload} for {@code mutableFrom}. */
  record WriteFile(String path, byte[] content, int mode, long mutableFrom) implements FsAction {}

  /** A symbolic link with a relative target, so that it also leads right inside a container. */
  record Symlink(String path, String target) implements FsAction {}

  /** A character device node. */
  record MakeNode(String path, int major, int minor, int mode) implements FsAction {}
}
