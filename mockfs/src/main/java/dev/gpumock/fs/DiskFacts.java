package dev.gpumock.fs;

import dev.gpumock.fs.FsAction.MakeDir;
import dev.gpumock.fs.FsAction.MakeNode;
import dev.gpumock.fs.FsAction.Symlink;
import dev.gpumock.fs.FsAction.WriteFile;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Compares what is on disk with what was asked for. Only looks. */
final class DiskFacts {
  private static final String ATTRIBUTES = "unix:mode,rdev,size";
  private static final int TYPE_MASK = 0170000;
  private static final int PERMISSIONS = 07777;
  private static final int DIRECTORY = 0040000;
  private static final int REGULAR = 0100000;
  private static final int LINK = 0120000;
  private static final int NODE = 0020000;

  private DiskFacts() {}

  /** What differs from the action at this place, in words; empty when nothing does. */
  static Optional<String> difference(Path path, FsAction wanted) throws IOException {
    Map<String, Object> found;
    try {
      found = Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return Optional.of("is missing");
    }
    int mode = (Integer) found.get("mode");
    if (wanted instanceof MakeDir dir) {
      return mode(mode, DIRECTORY, "a directory", dir.mode());
    }
    if (wanted instanceof Symlink link) {
      return (mode & TYPE_MASK) != LINK
          ? Optional.of("is not a link")
          : same("leads to", Files.readSymbolicLink(path).toString(), link.target());
    }
    if (wanted instanceof MakeNode node) {
      long device = PosixNodeMaker.device(node.major(), node.minor());
      Optional<String> type = mode(mode, NODE, "a character device", node.mode());
      return type.isPresent()
          ? type
          : same("has the numbers", numbers((Long) found.get("rdev")), numbers(device));
    }
    return file(path, mode, (Long) found.get("size"), (WriteFile) wanted);
  }

  private static Optional<String> file(Path path, int mode, long size, WriteFile wanted)
      throws IOException {
    Optional<String> type = mode(mode, REGULAR, "a regular file", wanted.mode());
    if (type.isPresent()) {
      return type;
    }
    if (size != wanted.content().length || !sameStart(path, wanted)) {
      return Optional.of("has other content");
    }
    return Optional.empty();
  }

  private static boolean sameStart(Path path, WriteFile wanted) throws IOException {
    int length = (int) wanted.mutableFrom();
    // Not Files.newInputStream: its channels take longer than all else here, file after file.
    try (InputStream in = new FileInputStream(path.toFile())) {
      return Arrays.equals(in.readNBytes(length), 0, length, wanted.content(), 0, length);
    }
  }

  private static Optional<String> mode(int found, int type, String name, int permissions) {
    if ((found & TYPE_MASK) != type) {
      return Optional.of("is not " + name);
    }
    return (found & PERMISSIONS) == permissions
        ? Optional.empty()
        : same("has the mode", Entry.octal(found & PERMISSIONS), Entry.octal(permissions));
  }

  /** As {@link #difference}, of a regular file's permissions alone. */
  static Optional<String> modeDifference(Path file, int permissions) throws IOException {
    int found = (Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    return mode(found, REGULAR, "a regular file", permissions);
  }

  private static Optional<String> same(String what, String found, String wanted) {
    return found.equals(wanted)
        ? Optional.empty()
        : Optional.of(what + " " + found + ", not " + wanted);
  }

  private static String numbers(long device) {
    return (device >> 8 & 0xfff) + ":" + (device & 0xff | device >> 12 & 0xfff00);
  }

  /** The kind as in {@link Entry}; 0 where nothing is, {@code ?} for what we never make. */
  static char kind(Path path) throws IOException {
    try {
      int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      return switch (mode & TYPE_MASK) {
        case DIRECTORY -> 'd';
        case REGULAR -> 'f';
        case LINK -> 'l';
        case NODE -> 'c';
        default -> '?';
      };
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  /**
   * Whether a directory between the root and the path was replaced by a link: what is there is not
   * ours.
   */
  static boolean isBehindLink(Path root, Path path) {
    for (Path p = path.getParent(); p != null && !p.equals(root); p = p.getParent()) {
      if (Files.isSymbolicLink(p)) {
        return true;
      }
    }
    return false;
  }

  static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
