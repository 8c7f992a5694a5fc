package dev.gpumock.fs;

import dev.gpumock.fs.FsAction.MakeDir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a plan means for the tree that is there: what stays, what is new, and whose is what.
 *
 * @param unchanged paths that are as planned already
 * @param owned the manifest after the change; directories that were there before us are not in it
 */
record Transition(Set<String> unchanged, Map<String, Entry> owned, boolean changes) {

  static Transition of(Path root, NodePlan plan, Map<String, Entry> before) throws IOException {
    Set<String> unchanged = new HashSet<>();
    Map<String, Entry> owned = new LinkedHashMap<>();
    for (FsAction action : plan.actions()) {
      boolean ours = before.containsKey(action.path());
      Path path = root.resolve(action.path());
      boolean shared =
          !ours && action instanceof MakeDir && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
      if (!ours && !shared && DiskFacts.exists(path)) {
        throw new MockTreeException(
            path, "is in the way and not of gpu-mock; move it or choose another driver root");
      }
      if (!shared) {
        owned.put(action.path(), Entry.of(action));
      }
      Optional<String> difference = shared ? Optional.empty() : DiskFacts.difference(path, action);
      if (difference.isEmpty() && sameEntry(before, owned, action.path(), shared)) {
        unchanged.add(action.path());
      }
    }
    boolean same =
        unchanged.size() == plan.actions().size() && owned.keySet().containsAll(inside(before));
    return new Transition(unchanged, owned, !same);
  }

  /** A library whose state was changed in place is still the one that was planned. */
  private static boolean sameEntry(
      Map<String, Entry> before, Map<String, Entry> owned, String path, boolean shared) {
    return shared || owned.get(path).equals(before.get(path));
  }

  /** Entries below the root; those outside have absolute paths. */
  private static Set<String> inside(Map<String, Entry> manifest) {
    Set<String> paths = new HashSet<>(manifest.keySet());
    paths.removeIf(path -> path.startsWith("/"));
    return paths;
  }
}
