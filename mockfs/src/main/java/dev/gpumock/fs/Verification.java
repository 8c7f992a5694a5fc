package dev.gpumock.fs;

import dev.gpumock.fs.FsAction.MakeDir;
import dev.gpumock.fs.FsAction.WriteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares a tree with a plan: each entry, what is left of an older plan, and strangers. */
final class Verification {
  private static final int ATTEMPTS = 5;

  private final Path root;
  private final Records records;

  Verification(Path root, Records records) {
    this.root = root;
    this.records = records;
  }

  /** Looks again when another run has changed the tree meanwhile. */
  List<String> differences(NodePlan plan, OutsideFile.Source outside) throws IOException {
    List<String> differences = List.of();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Map<String, Entry> manifest = Records.read(records.manifest());
      differences = differences(plan, outside, manifest);
      if (differences.isEmpty()
          || (!Files.exists(records.commit())
              && manifest.equals(Records.read(records.manifest())))) {
        return differences;
      }
    }
    return differences;
  }

  private List<String> differences(
      NodePlan plan, OutsideFile.Source outside, Map<String, Entry> manifest) throws IOException {
    List<String> differences = new ArrayList<>();
    Set<String> planned = new HashSet<>();
    for (FsAction action : plan.actions()) {
      planned.add(action.path());
      Path path = root.resolve(action.path());
      DiskFacts.difference(path, action)
          .or(() -> otherState(action, manifest))
          .ifPresent(d -> differences.add(path + " " + d));
    }
    differences.addAll(leftovers(planned, manifest));
    differences.addAll(strangers(plan, planned, manifest));
    if (differences.isEmpty()) {
      for (OutsideFile file : outside.of(Path.of("/"))) {
        OutsideFiles.difference(file).ifPresent(d -> differences.add(file.path() + " " + d));
      }
    }
    return differences;
  }

  /** The part of a file that changes in its place cannot be compared, but what it began as can. */
  private static Optional<String> otherState(FsAction action, Map<String, Entry> manifest) {
    Entry made = manifest.get(action.path());
    boolean changeable =
        action instanceof WriteFile file && file.mutableFrom() < file.content().length;
    return changeable && made != null && !made.equals(Entry.of(action))
        ? Optional.of("was made for another machine")
        : Optional.empty();
  }

  /** What we made once and the plan has no longer. */
  private List<String> leftovers(Set<String> planned, Map<String, Entry> manifest) {
    return manifest.keySet().stream()
        .filter(path -> !path.startsWith("/") && !planned.contains(path))
        .map(path -> root.resolve(path) + " is not of this machine")
        .toList();
  }

  /** Where consumers take all that they find, nothing else may lie. */
  private List<String> strangers(NodePlan plan, Set<String> planned, Map<String, Entry> manifest)
      throws IOException {
    List<String> strangers = new ArrayList<>();
    for (FsAction action : plan.actions()) {
      if (action instanceof MakeDir && DriverRootLayout.LISTED.contains(action.path())) {
        for (String path : list(action.path())) {
          if (!planned.contains(path) && !manifest.containsKey(path)) {
            strangers.add(root.resolve(path) + " is not of gpu-mock, and consumers will find it");
          }
        }
      }
    }
    return strangers;
  }

  private List<String> list(String directory) throws IOException {
    if (DiskFacts.kind(root.resolve(directory)) != 'd') {
      return List.of();
    }
    try (var entries = Files.list(root.resolve(directory))) {
      return entries.map(entry -> directory + "/" + entry.getFileName()).sorted().toList();
    }
  }
}
