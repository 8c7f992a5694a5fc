package dev.gpumock.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One run that makes a tree what a plan says: up to the commit all of it can be taken back. */
final class Change {
  private final Path root;
  private final Records records;
  private final NodeMaker nodes;
  private final RollForward journal;

  /** Folders that this run made, the outermost first. */
  private final List<Path> made = new ArrayList<>();

  Change(Path root, Records records, NodeMaker nodes) {
    this.root = root;
    this.records = records;
    this.nodes = nodes;
    this.journal = new RollForward(root, records, nodes);
  }

  /** Answers whether anything had to be changed. */
  boolean run(NodePlan plan, OutsideFile.Source outside) throws IOException {
    RootGuard.refuseForeign(root, records.folder());
    made.addAll(Folders.missing(records.folder()));
    try {
      Folders.make(records.folder());
    } catch (IOException e) {
      Folders.removeEmpty(made);
      throw e;
    }
    try (TreeLock lock = TreeLock.take(root, records.lock())) {
      return locked(plan, outside);
    }
  }

  private boolean locked(NodePlan plan, OutsideFile.Source outside) throws IOException {
    try {
      journal.recover();
      records.intend(folders(made));
      return change(plan, outside);
    } catch (IOException | RuntimeException e) {
      abandon();
      throw e;
    }
  }

  private boolean change(NodePlan plan, OutsideFile.Source outside) throws IOException {
    Map<String, Entry> before = Records.read(records.manifest());
    Transition transition = Transition.of(root, plan, before);
    OutsideFiles there = new OutsideFiles(before);
    if (!transition.changes() && there.areRight(outside.of(Path.of("/")))) {
      return false;
    }
    new Staging(root, records.next(), nodes).build(plan, transition.unchanged());
    List<OutsideFile> files = outside.of(records.next());
    there.refuseForeign(files);
    stage(files);
    Records.replace(records.commit(), Entry.lines(owned(before, transition, files)));
    journal.recover();
    return true;
  }

  /** What is about to lie outside is written down first, so that a killed run leaves no trace. */
  private void stage(List<OutsideFile> files) throws IOException {
    List<Path> missing =
        files.stream().flatMap(f -> Folders.missing(f.path().getParent()).stream()).toList();
    records.intend(
        Stream.concat(folders(missing).stream(), files.stream().map(Manifest::outside)).toList());
    made.addAll(missing);
    for (OutsideFile file : files) {
      Folders.make(file.path().getParent());
    }
    OutsideFiles.stage(files);
  }

  private List<Entry> owned(
      Map<String, Entry> before, Transition transition, List<OutsideFile> files)
      throws IOException {
    Map<String, Entry> owned = new LinkedHashMap<>();
    Manifest.folders(before).forEach(folder -> owned.put(folder.path(), folder));
    Manifest.folders(Records.read(records.intent()))
        .forEach(folder -> owned.put(folder.path(), folder));
    owned.putAll(transition.owned());
    files.forEach(file -> owned.put(file.path().toString(), Manifest.outside(file)));
    return List.copyOf(owned.values());
  }

  private List<Entry> folders(List<Path> paths) {
    return paths.stream()
        .filter(path -> !path.equals(records.folder()))
        .map(Manifest::folder)
        .toList();
  }

  /** Before the commit nothing is there to keep; after it the next run goes on. */
  private void abandon() {
    try {
      if (Files.exists(records.commit())) {
        return;
      }
      journal.discard();
      List<Path> folders = new ArrayList<>(made);
      if (!Files.exists(records.manifest())) {
        Manifest.folders(Records.read(records.intent()))
            .forEach(folder -> folders.add(Path.of(folder.path())));
        Records.deleteTree(records.folder());
      }
      Folders.removeEmpty(folders.stream().distinct().sorted().toList());
    } catch (IOException e) {
      // The error that led here is the one to tell; the next run removes what is left.
      return;
    }
  }
}
