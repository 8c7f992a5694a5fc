package dev.gpumock.ctl;

import dev.gpumock.cdi.spec.HostPath;
import dev.gpumock.fs.MockTree;
import dev.gpumock.fs.NodeMaker;
import dev.gpumock.fs.PosixNodeMaker;
import java.io.IOException;
import java.nio.file.Files;
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

  /** Where this process sees the tree of a part. */
  Path tree(Mode part) {
    return here(part == Mode.FS ? base : driverRoot);
  }

  /** One tree cannot be what each of two commands makes of it. */
  void requireTwoTrees() {
    if (base.equals(driverRoot)) {
      throw new UsageException(
          "--base and --driver-root are both " + base + "; give each a folder of its own");
    }
  }

  /** NVIDIA's toolkit takes the root that it searches for a pattern, and so does our search. */
  void requireDriverRootWithoutPattern() {
    if (driverRoot.text().matches(".*[*?\\[\\\\].*")) {
      throw new UsageException(
          "--driver-root "
              + driverRoot
              + " has one of * ? [ \\ in it, which NVIDIA's toolkit takes for a pattern; choose"
              + " another folder");
    }
  }

  /** The parts that are there; a tree that may be either is a driver if it has its library. */
  Set<Mode> existing() {
    Set<Mode> modes = EnumSet.noneOf(Mode.class);
    boolean one = base.equals(driverRoot);
    boolean driver = !one || Files.exists(tree(Mode.CDI).resolve(PlacedDriver.LIBRARY));
    if (baseTree().exists() && !(one && driver)) {
      modes.add(Mode.FS);
    }
    if (driverTree().exists() && driver) {
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
