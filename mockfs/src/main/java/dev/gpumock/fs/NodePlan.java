package dev.gpumock.fs;

import dev.gpumock.fs.FsAction.MakeDir;
import dev.gpumock.fs.FsAction.MakeNode;
import dev.gpumock.fs.FsAction.Symlink;
import dev.gpumock.fs.FsAction.WriteFile;
import java.util.List;
import java.util.StringJoiner;

/** Every entry of a tree, each directory before what is in it. */
public record NodePlan(List<FsAction> actions) {
  public NodePlan {
    actions = List.copyOf(actions);
  }

  /** The plan as a person reads it: indented by depth, with modes, numbers, targets, sizes. */
  public String asTree() {
    StringJoiner lines = new StringJoiner("\n");
    for (FsAction action : actions) {
      int depth = (int) action.path().chars().filter(c -> c == '/').count();
      String name = action.path().substring(action.path().lastIndexOf('/') + 1);
      lines.add("  ".repeat(depth) + name + detail(action));
    }
    return lines.toString();
  }

  private static String detail(FsAction action) {
    if (action instanceof MakeNode node) {
      return "  c %d:%d %04o".formatted(node.major(), node.minor(), node.mode());
    }
    if (action instanceof Symlink link) {
      return " -> " + link.target();
    }
    if (action instanceof WriteFile file) {
      return "  %d bytes %04o".formatted(file.content().length, file.mode());
    }
    return action instanceof MakeDir ? "/" : "";
  }
}
