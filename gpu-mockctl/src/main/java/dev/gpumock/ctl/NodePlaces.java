package dev.gpumock.ctl;

import dev.gpumock.cdi.spec.HostPath;
import dev.gpumock.fs.MockTree;
import dev.gpumock.fs.NodeMaker;
import dev.gpumock.fs.PosixNodeMaker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where the node's parts lie, as paths of the node.
 *
 * @param hostRoot where this process sees the node's root directory
 */
record NodePlaces(Path hostRoot, HostPath base, HostPath driverRoot, HostPath cdiOutput) {

  /** Where this process sees a path of the node. */
  Path here(HostPath path) {
    return hostRoot.resolve(path.text().substring(1));
  }

  MockTree baseTree() {
    return new MockTree(here(base), nodeMaker());
  }

  MockTree driverTree() {
    return new MockTree(here(driverRoot), nodeMaker());
  }

  /** The parts that are there. */
  Set<Mode> existing() {
    Set<Mode> modes = EnumSet.noneOf(Mode.class);
    if (baseTree().exists()) {
      modes.add(Mode.FS);
    }
    if (driverTree().exists()) {
      modes.add(Mode.CDI);
    }
    if (modes.isEmpty()) {
      throw new NodeException(
          "there is no mock node at %s or %s; 'gpu-mockctl all' makes it"
              .formatted(driverRoot, base));
    }
    return modes;
  }

  private static NodeMaker nodeMaker() {
    return System.getProperty("os.name").equals("Linux")
        ? new PosixNodeMaker()
        : NodePlaces::noNodes;
  }

  /** Other systems have no such devices. */
  private static void noNodes(Path path, int major, int minor, int mode) throws IOException {
    throw new IOException("this system makes no device nodes; use --devices files");
  }
}
