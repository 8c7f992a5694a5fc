package dev.gpumock.cdi.request;

import dev.gpumock.cdi.tree.NodeFacts;
import java.util.Map;
import java.util.Optional;

/** Where a specification has the device nodes' numbers from. */
public sealed interface NodeSource {

  /** From the nodes themselves, below the dev root; what is no character device is left out. */
  record FileSystem() implements NodeSource {}

  /**
   * From the caller. For a driver root whose nodes are plain files, made where no node can be: the
   * runtime makes the nodes in the container by their numbers and looks at no file.
   *
   * @param nodes by path, for example {@code /dev/nvidia0}
   */
  record Declared(Map<String, NodeFacts> nodes) implements NodeSource {
    public Declared {
      nodes = Map.copyOf(nodes);
    }

    public Optional<NodeFacts> at(String path) {
      return Optional.ofNullable(nodes.get(path));
    }
  }
}
