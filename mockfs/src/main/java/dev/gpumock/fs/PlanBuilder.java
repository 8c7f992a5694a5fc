package dev.gpumock.fs;

import dev.gpumock.fs.FsAction.MakeDir;
import dev.gpumock.fs.FsAction.MakeNode;
import dev.gpumock.fs.FsAction.Symlink;
import dev.gpumock.fs.FsAction.WriteFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects entries in any order and adds the directories that they lie in. */
final class PlanBuilder {
  private static final int DIRECTORY_MODE = 0755;
  private static final int TEXT_MODE = 0644;

  private final Map<String, FsAction> entries = new TreeMap<>();
  private final boolean nodesAsFiles;

  PlanBuilder(boolean nodesAsFiles) {
    this.nodesAsFiles = nodesAsFiles;
  }

  PlanBuilder text(String path, String text) {
    return text(path, text, TEXT_MODE);
  }

  PlanBuilder text(String path, String text, int mode) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    return add(new WriteFile(path, content, mode, content.length));
  }

  PlanBuilder payload(Payload p) {
    return add(new WriteFile(p.path(), p.content(), p.mode(), p.mutableFrom()));
  }

  PlanBuilder link(String path, String target) {
    return add(new Symlink(path, target));
  }

  PlanBuilder directory(String path) {
    return add(new MakeDir(path, DIRECTORY_MODE));
  }

  PlanBuilder node(String path, int major, int minor, int mode) {
    return add(
        nodesAsFiles
            ? new WriteFile(path, new byte[0], mode, 0)
            : new MakeNode(path, major, minor, mode));
  }

  private PlanBuilder add(FsAction action) {
    int slash = action.path().lastIndexOf('/');
    if (slash > 0 && !entries.containsKey(action.path().substring(0, slash))) {
      directory(action.path().substring(0, slash));
    }
    if (entries.put(action.path(), action) != null && !(action instanceof MakeDir)) {
      throw new IllegalStateException("two entries of the plan have the path " + action.path());
    }
    return this;
  }

  /** A path sorts behind its directory's, which is its prefix. */
  NodePlan build() {
    List<FsAction> ordered = new ArrayList<>(entries.values());
    return new NodePlan(ordered);
  }
}
