package dev.gpumock.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A driver root on disk. A change is built beside the old tree and committed by one rename; a run
 * that is killed leaves the old tree or a commit, which the next run, whichever it is, brings to
 * its end.
 */
public final class MockTree {
  private final Path root;
  private final NodeMaker nodes;
  private final Records records;

  /**
   * @throws MockTreeException when the root is relative, a link, or the system's own
   */
  public MockTree(Path root, NodeMaker nodes) {
    this.root = RootGuard.checked(root);
    this.nodes = nodes;
    this.records = new Records(this.root);
  }

  /**
   * Makes the tree as planned, and the files outside that belong to it.
   *
   * @return whether anything had to be changed
   * @throws MockTreeException with the old tree still there, or with a commit that the next run
   *     finishes
   */
  public boolean apply(NodePlan plan, OutsideFile.Source outside) {
    try {
      return new Change(root, records, nodes).run(plan, outside);
    } catch (IOException e) {
      throw new MockTreeException(root, "write the mock driver", e);
    }
  }

  /**
   * Reads back what consumers read.
   *
   * @return each difference from the plan in one line; none: the tree is right
   */
  public List<String> verify(NodePlan plan, OutsideFile.Source outside) {
    try {
      if (isInterrupted()) {
        try (TreeLock lock = TreeLock.take(root, records.lock())) {
          new RollForward(root, records, nodes).recover();
        }
      }
      return new Verification(root, records).differences(plan, outside);
    } catch (IOException e) {
      throw new MockTreeException(root, "read the mock driver", e);
    }
  }

  private boolean isInterrupted() {
    return Files.exists(records.commit())
        || Files.exists(records.next())
        || Files.exists(records.removing());
  }

  /** Whether a tree of ours is here, be it one that a killed run has begun. */
  public boolean exists() {
    return Files.isDirectory(records.folder());
  }

  /**
   * Removes all that was made here and outside, and nothing else.
   *
   * @return what is still there because it is not ours, or not any more
   */
  public List<Path> clean() {
    if (!exists()) {
      return List.of();
    }
    try (TreeLock lock = TreeLock.take(root, records.lock())) {
      return cleanLocked();
    } catch (IOException e) {
      throw new MockTreeException(root, "remove the mock driver", e);
    }
  }

  private List<Path> cleanLocked() throws IOException {
    RollForward journal = new RollForward(root, records, nodes);
    List<Path> left = List.of();
    if (!Files.exists(records.removing())) {
      journal.recover();
    }
    if (Files.exists(records.removing()) || Files.exists(records.manifest())) {
      left = journal.removeAll();
    }
    List<Entry> folders = new ArrayList<>(Manifest.folders(Records.read(records.intent())));
    folders.addAll(Manifest.folders(Records.read(records.removing())));
    Records.deleteTree(records.folder());
    Folders.removeEmpty(folders.stream().map(folder -> Path.of(folder.path())).toList());
    return left;
  }
}
