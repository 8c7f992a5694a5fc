package dev.gpumock.fs;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * From the commit on there is only one way: every step can be done again, so whoever finds a commit
 * goes through all of them.
 */
final class RollForward {
  private final Path root;
  private final Records records;

  RollForward(Path root, Records records) {
    this.root = root;
    this.records = records;
  }

  /** Finishes a committed change, throws away one that never came so far. */
  void recover() throws IOException {
    if (Files.exists(records.commit())) {
      finish();
    } else {
      Records.deleteTree(records.next());
    }
  }

  private void finish() throws IOException {
    Map<String, Entry> before = Records.read(records.manifest());
    Map<String, Entry> after = Records.read(records.commit());
    remove(before, after);
    Path staged = new Staging(root, records.next(), null).tree();
    for (Entry entry : after.values()) {
      moveIn(staged, entry);
    }
    Records.syncDirectory(root);
    Files.move(records.commit(), records.manifest(), StandardCopyOption.ATOMIC_MOVE);
    Records.syncDirectory(records.folder());
    Records.deleteTree(records.next());
  }

  /** What is not wanted any more, and what must make room for an entry of another kind. */
  private void remove(Map<String, Entry> before, Map<String, Entry> after) throws IOException {
    List<Entry> deepestFirst = new ArrayList<>(before.values());
    Collections.reverse(deepestFirst);
    for (Entry old : deepestFirst) {
      Entry now = after.get(old.path());
      boolean otherKind = now != null && (now.kind() == 'd') != (old.kind() == 'd');
      if (old.kind() != Manifest.FOLDER && (now == null || otherKind)) {
        delete(root.resolve(old.path()));
      }
    }
  }

  /** A directory that somebody put something into stays. */
  private static void delete(Path path) throws IOException {
    try {
      Files.deleteIfExists(path);
    } catch (DirectoryNotEmptyException e) {
      // It was ours, but what is in it is not.
      return;
    }
  }

  private void moveIn(Path staged, Entry entry) throws IOException {
    Path target = root.resolve(entry.path());
    if (entry.kind() == 'd') {
      makeDirectory(target, entry);
      return;
    }
    Path source =
        entry.kind() == Manifest.OUTSIDE
            ? Manifest.stagedOutside(target)
            : staged.resolve(entry.path());
    if (entry.kind() != Manifest.FOLDER && DiskFacts.exists(source)) {
      if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
        Records.deleteTree(target);
      }
      Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void makeDirectory(Path target, Entry entry) throws IOException {
    if (DiskFacts.exists(target) && !Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      Files.delete(target);
    }
    if (!DiskFacts.exists(target)) {
      Files.createDirectory(target);
    }
    Staging.permit(target, Integer.parseInt(entry.detail(), 8));
  }
}
