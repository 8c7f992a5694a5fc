package dev.gpumock.fs;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Takes away what the manifest lists, as long as it still is what we made. */
final class Removal {
  private final Path root;
  private final Records records;
  private final List<Path> left = new ArrayList<>();

  Removal(Path root, Records records) {
    this.root = root;
    this.records = records;
  }

  List<Path> removeAll() throws IOException {
    Map<String, Entry> manifest = Records.read(records.manifest());
    List<Entry> lastFirst = new ArrayList<>(manifest.values());
    Collections.reverse(lastFirst);
    List<Path> folders = new ArrayList<>();
    for (Entry entry : lastFirst) {
      if (entry.kind() == Manifest.FOLDER) {
        folders.add(0, Path.of(entry.path()));
      } else {
        remove(entry);
      }
    }
    Records.deleteTree(records.folder());
    Folders.removeEmpty(folders);
    return List.copyOf(left);
  }

  private void remove(Entry entry) throws IOException {
    Path path = root.resolve(entry.path());
    if (!DiskFacts.exists(path)) {
      return;
    }
    if (!isOurs(entry, path)) {
      left.add(path);
      return;
    }
    try {
      Files.delete(path);
    } catch (DirectoryNotEmptyException e) {
      left.add(path);
    }
  }

  private static boolean isOurs(Entry entry, Path path) throws IOException {
    return switch (entry.kind()) {
      case 'd' -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
      case 'l' -> Files.isSymbolicLink(path);
      case Manifest.OUTSIDE -> OutsideFiles.isAsRecorded(entry);
      default -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(path);
    };
  }
}
