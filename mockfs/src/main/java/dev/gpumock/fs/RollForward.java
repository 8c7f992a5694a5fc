package dev.gpumock.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * From the commit on there is only one way: every step can be done again, so whoever finds a commit
 * goes through all of them.
 */
final class RollForward {
  private final Path root;
  private final Records records;
  private final NodeMaker nodes;

  RollForward(Path root, Records records, NodeMaker nodes) {
    this.root = root;
    this.records = records;
    this.nodes = nodes;
  }

  /** Finishes a committed change, throws away one that never came so far. */
  void recover() throws IOException {
    if (Files.exists(records.removing())) {
      removeAll();
      records.intend(Manifest.folders(Records.read(records.removing())));
      Files.delete(records.removing());
    }
    if (Files.exists(records.commit())) {
      finish();
    } else {
      discard();
    }
  }

  void discard() throws IOException {
    Records.deleteTree(records.next());
    for (Entry entry : Records.read(records.intent()).values()) {
      if (entry.kind() == Manifest.OUTSIDE) {
        Files.deleteIfExists(Manifest.stagedOutside(Path.of(entry.path())));
      }
    }
  }

  private void finish() throws IOException {
    Map<String, Entry> before = Records.read(records.manifest());
    Map<String, Entry> after = Records.read(records.commit());
    new Removal(root).remove(unwanted(before, after));
    Path staged = Staging.tree(root, records.next());
    Set<Path> changed = new LinkedHashSet<>(List.of(root));
    Set<Path> changedOutside = new LinkedHashSet<>();
    for (Entry entry : after.values()) {
      if (moveIn(staged, entry)) {
        Path directory = root.resolve(entry.path()).getParent();
        (directory.startsWith(root) ? changed : changedOutside).add(directory);
      }
    }
    nodes.syncNames(root, changed);
    for (Path directory : changedOutside) {
      Records.syncDirectory(directory);
    }
    Files.move(records.commit(), records.manifest(), StandardCopyOption.ATOMIC_MOVE);
    Records.syncDirectory(records.folder());
    Records.deleteTree(records.next());
    Files.deleteIfExists(records.intent());
  }

  /** What is not wanted any more, and what must make room for an entry of another kind. */
  private static List<Entry> unwanted(Map<String, Entry> before, Map<String, Entry> after) {
    List<Entry> unwanted = new ArrayList<>();
    for (Entry old : before.values()) {
      Entry now = after.get(old.path());
      boolean otherKind = now != null && (now.kind() == 'd') != (old.kind() == 'd');
      if (old.kind() != Manifest.FOLDER && (now == null || otherKind)) {
        unwanted.add(old);
      }
    }
    return unwanted;
  }

  private boolean moveIn(Path staged, Entry entry) throws IOException {
    Path target = root.resolve(entry.path());
    if (entry.kind() == Manifest.FOLDER) {
      return false;
    }
    if (entry.kind() == 'd') {
      return directoryIn(staged.resolve(entry.path()), target, entry);
    }
    Path source =
        entry.kind() == Manifest.OUTSIDE
            ? Manifest.stagedOutside(target)
            : staged.resolve(entry.path());
    if (!DiskFacts.exists(source)) {
      return false;
    }
    if (DiskFacts.kind(target) == 'd') {
      throw new MockTreeException(target, "is a directory where a file has to be; move it");
    }
    Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  /** A new one takes along what was built in it: its entries then have no source any more. */
  private static boolean directoryIn(Path source, Path target, Entry entry) throws IOException {
    char kind = DiskFacts.kind(target);
    if (kind != 0 && kind != 'd') {
      throw new MockTreeException(target, "is in the way of a directory; move it");
    }
    if (kind == 0 && DiskFacts.exists(source)) {
      Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
    } else if (kind == 0) {
      Files.createDirectory(target);
    }
    Staging.permit(target, Integer.parseInt(entry.detail(), 8));
    return kind == 0;
  }

  /**
   * Begins with a rename, which a full disk has room for, and goes on as a commit does. The caller
   * deletes {@code removing}.
   *
   * @return what is still there because it is not ours, or not any more
   */
  List<Path> removeAll() throws IOException {
    if (!Files.exists(records.removing())) {
      Files.move(records.manifest(), records.removing(), StandardCopyOption.ATOMIC_MOVE);
      Records.syncDirectory(records.folder());
    }
    Map<String, Entry> entries = Records.read(records.removing());
    entries.values().removeAll(Manifest.folders(entries));
    return new Removal(root).remove(entries.values());
  }
}
