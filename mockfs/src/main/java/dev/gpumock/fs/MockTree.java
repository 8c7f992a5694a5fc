package dev.gpumock.fs;

import dev.gpumock.fs.FsAction.MakeDir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
   */
  public boolean apply(NodePlan plan, OutsideFile.Source outside) {
    List<Path> made = new ArrayList<>();
    try {
      made.addAll(Folders.make(root));
      made.addAll(Folders.make(records.folder()));
      try (TreeLock lock = TreeLock.take(root, records.lock())) {
        return applyLocked(plan, outside, made);
      }
    } catch (IOException e) {
      throw new MockTreeException(root, "write the mock driver", e);
    }
  }

  private boolean applyLocked(NodePlan plan, OutsideFile.Source outside, List<Path> made)
      throws IOException {
    try {
      new RollForward(root, records).recover();
      return change(plan, outside, made);
    } catch (IOException | RuntimeException e) {
      abandon(made);
      throw e;
    }
  }

  private boolean change(NodePlan plan, OutsideFile.Source outside, List<Path> made)
      throws IOException {
    Map<String, Entry> before = Records.read(records.manifest());
    Transition transition = Transition.of(root, plan, before);
    OutsideFiles there = new OutsideFiles(before);
    if (!transition.changes() && there.areRight(outside.of(Path.of("/")))) {
      return false;
    }
    Staging staging = new Staging(root, records.next(), nodes);
    staging.build(plan, transition.unchanged());
    List<OutsideFile> files = outside.of(records.next());
    there.refuseForeign(files);
    for (OutsideFile file : files) {
      made.addAll(Folders.make(file.path().getParent()));
    }
    try {
      OutsideFiles.stage(files);
      Records.replace(records.commit(), Entry.lines(owned(before, transition, files, made)));
    } catch (IOException | RuntimeException e) {
      OutsideFiles.unstage(files);
      throw e;
    }
    new RollForward(root, records).recover();
    return true;
  }

  private List<Entry> owned(
      Map<String, Entry> before, Transition transition, List<OutsideFile> files, List<Path> made) {
    Map<String, Entry> owned = new LinkedHashMap<>();
    for (Entry entry : before.values()) {
      if (entry.kind() == Manifest.FOLDER) {
        owned.put(entry.path(), entry);
      }
    }
    made.stream()
        .filter(path -> !path.equals(records.folder()))
        .forEach(path -> owned.put(path.toString(), Manifest.folder(path)));
    owned.putAll(transition.owned());
    files.forEach(file -> owned.put(file.path().toString(), Manifest.outside(file)));
    return List.copyOf(owned.values());
  }

  /** Before the commit nothing is there to keep; after it the next run goes on. */
  private void abandon(List<Path> made) {
    try {
      if (Files.exists(records.commit())) {
        return;
      }
      Records.deleteTree(made.contains(records.folder()) ? records.folder() : records.next());
      Folders.removeEmpty(made);
    } catch (IOException e) {
      // The error that led here is the one to tell; the next run removes what is left.
      return;
    }
  }

  /**
   * Reads back what consumers read.
   *
   * @return each difference from the plan in one line; none: the tree is right
   */
  public List<String> verify(NodePlan plan, OutsideFile.Source outside) {
    try {
      finishInterrupted();
      List<String> differences = new ArrayList<>();
      for (FsAction action : plan.actions()) {
        Path path = root.resolve(action.path());
        DiskFacts.difference(path, action).ifPresent(d -> differences.add(path + " " + d));
      }
      leftovers(plan, differences);
      if (differences.isEmpty()) {
        for (OutsideFile file : outside.of(Path.of("/"))) {
          OutsideFiles.difference(file).ifPresent(d -> differences.add(file.path() + " " + d));
        }
      }
      return differences;
    } catch (IOException e) {
      throw new MockTreeException(root, "read the mock driver", e);
    }
  }

  private void finishInterrupted() throws IOException {
    if (Files.exists(records.commit()) || Files.exists(records.next())) {
      try (TreeLock lock = TreeLock.take(root, records.lock())) {
        new RollForward(root, records).recover();
      }
    }
  }

  /** What we made once and the plan has no longer. */
  private void leftovers(NodePlan plan, List<String> differences) throws IOException {
    List<String> planned = plan.actions().stream().map(FsAction::path).toList();
    for (Entry entry : Records.read(records.manifest()).values()) {
      if (!entry.path().startsWith("/") && !planned.contains(entry.path())) {
        differences.add(root.resolve(entry.path()) + " is not of this machine");
      }
    }
  }

  /** Whether a tree of ours is here. */
  public boolean exists() {
    return Files.exists(records.manifest()) || Files.exists(records.commit());
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
      new RollForward(root, records).recover();
      return new Removal(root, records).removeAll();
    } catch (IOException e) {
      throw new MockTreeException(root, "remove the mock driver", e);
    }
  }

  /** Directories of the plan, for whoever watches them. */
  public List<Path> directories(NodePlan plan) {
    List<Path> directories = new ArrayList<>(List.of(root));
    plan.actions().stream()
        .filter(action -> action instanceof MakeDir)
        .forEach(action -> directories.add(root.resolve(action.path())));
    return directories;
  }
}
