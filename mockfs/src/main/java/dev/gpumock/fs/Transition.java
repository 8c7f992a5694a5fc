package dev.gpumock.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a plan means for the tree that is there: what stays, what is new, and whose is what.
 *
 * @param unchanged paths that are as planned already
 * @param owned the manifest after the change
 */
record Transition(Set<String> unchanged, Map<String, Entry> owned, boolean changes) {

  /**
   * @throws MockTreeException where something lies in the way that we did not make
   */
  static Transition of(Path root, NodePlan plan, Map<String, Entry> before) throws IOException {
    Set<String> unchanged = new HashSet<>();
    Map<String, Entry> owned = new LinkedHashMap<>();
    for (FsAction action : plan.actions()) {
      Path path = root.resolve(action.path());
      Entry wanted = Entry.of(action);
      Entry old = before.get(action.path());
      owned.put(action.path(), wanted);
      // A library whose state was changed in place is still the one that was planned.
      if (wanted.isSame(old) && DiskFacts.difference(path, action).isEmpty()) {
        unchanged.add(action.path());
      } else {
        refuseForeign(path, old, wanted, before);
      }
    }
    boolean same =
        unchanged.size() == plan.actions().size() && owned.keySet().containsAll(inside(before));
    return new Transition(unchanged, owned, !same);
  }

  private static void refuseForeign(Path path, Entry old, Entry wanted, Map<String, Entry> before)
      throws IOException {
    char kind = DiskFacts.kind(path);
    if (kind == 0) {
      return;
    }
    if (old == null || old.kind() != kind) {
      throw new MockTreeException(
          path, "is in the way and not of gpu-mock; move it or choose another driver root");
    }
    if (kind == 'd' && wanted.kind() != 'd') {
      refuseForeignIn(path, old, before);
    }
  }

  /** A directory that has to make room must hold nothing but ours. */
  private static void refuseForeignIn(Path path, Entry old, Map<String, Entry> before)
      throws IOException {
    try (var entries = Files.list(path)) {
      List<Path> foreign =
          entries.filter(e -> !before.containsKey(old.path() + "/" + e.getFileName())).toList();
      if (!foreign.isEmpty()) {
        throw new MockTreeException(foreign.get(0), "is in the way and not of gpu-mock; move it");
      }
    }
  }

  /** Entries below the root; those outside have absolute paths. */
  private static Set<String> inside(Map<String, Entry> manifest) {
    Set<String> paths = new HashSet<>(manifest.keySet());
    paths.removeIf(path -> path.startsWith("/"));
    return paths;
  }
}
