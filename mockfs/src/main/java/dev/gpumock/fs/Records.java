package dev.gpumock.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Our own files below {@code ROOT/.gpu-mock}: what we made (manifest), what is about to be made
 * (next, commit).
 */
final class Records {
  private final Path folder;

  Records(Path root) {
    this.folder = root.resolve(DriverRootLayout.RECORDS);
  }

  Path folder() {
    return folder;
  }

  /** The entries that are there because of us, by path; outside files by their absolute path. */
  Path manifest() {
    return folder.resolve("manifest");
  }

  /** The new tree while it is built. */
  Path next() {
    return folder.resolve("next");
  }

  /** The manifest of the new tree; it appears with the commit. */
  Path commit() {
    return folder.resolve("commit");
  }

  /** The manifest of a tree that is being removed. */
  Path removing() {
    return folder.resolve("removing");
  }

  /**
   * What was made before there was a commit that could tell of it: folders, staged files outside.
   */
  Path intent() {
    return folder.resolve("intent");
  }

  /** Adds to the intent; on the disk before this returns. */
  void intend(Collection<Entry> entries) throws IOException {
    if (!entries.isEmpty()) {
      Map<String, Entry> all = read(intent());
      entries.forEach(entry -> all.putIfAbsent(entry.path(), entry));
      replace(intent(), Entry.lines(all.values()));
    }
  }

  Path lock() {
    return folder.resolve("lock");
  }

  static Map<String, Entry> read(Path file) throws IOException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        Entry entry = entry(file, line);
        entries.put(entry.path(), entry);
      }
    }
    return entries;
  }

  private static Entry entry(Path file, String line) {
    try {
      return Entry.ofLine(line);
    } catch (IllegalArgumentException e) {
      throw new MockTreeException(
          file, e.getMessage() + "; remove the driver root by hand and make it anew");
    }
  }

  /** Puts the file there whole or not at all, and on the disk before this returns. */
  static void replace(Path file, byte[] content) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".tmp");
    Staging.write(beside, content, 0644);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    syncDirectory(file.getParent());
  }

  /** Names are on the disk only when their directory is. */
  static void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  static void deleteTree(Path path) throws IOException {
    if (!DiskFacts.exists(path)) {
      return;
    }
    try (var entries = Files.walk(path)) {
      List<Path> deepestFirst = entries.sorted(Comparator.reverseOrder()).toList();
      for (Path entry : deepestFirst) {
        Files.delete(entry);
      }
    }
  }
}
