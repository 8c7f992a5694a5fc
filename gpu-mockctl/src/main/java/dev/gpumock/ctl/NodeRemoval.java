package dev.gpumock.ctl;

import dev.gpumock.fs.MockTree;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes a mock node away. */
final class NodeRemoval {
  private NodeRemoval() {}

  static void run(NodePlaces places, Console console) {
    Map<Path, MockTree> trees = new LinkedHashMap<>();
    trees.put(places.here(places.driverRoot()), places.driverTree());
    trees.put(places.here(places.base()), places.baseTree());
    trees.forEach((root, tree) -> remove(root, tree, console));
  }

  private static void remove(Path root, MockTree tree, Console console) {
    if (!tree.exists()) {
      console.say("nothing of gpu-mock at " + root);
      return;
    }
    tree.clean()
        .forEach(path -> console.warn(path + " is not as gpu-mock made it; it was left there"));
    console.say("removed " + root);
  }
}
