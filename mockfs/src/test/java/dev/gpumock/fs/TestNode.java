package dev.gpumock.fs;

import dev.gpumock.topo.Machine;
import dev.gpumock.topo.catalog.Catalog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A machine's plan with a stand-in for the driver library, and a file outside of the root. */
record TestNode(Path root, Path outside, String machineName) {
  private static final int LIBRARY_SIZE = 200_000;
  private static final int MUTABLE_FROM = 131_072;

  /** Device nodes where this process may make them, else plain files. */
  static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  static TestNode in(Path folder, String machineName) {
    return new TestNode(folder.resolve("var/driver"), folder.resolve("etc/spec.yaml"), machineName);
  }

  TestNode with(String otherMachine) {
    return new TestNode(root, outside, otherMachine);
  }

  Machine machine() {
    return Catalog.standard().machine(machineName, "node-a");
  }

  NodePlan plan() {
    byte[] library = new byte[LIBRARY_SIZE];
    Arrays.fill(library, (byte) machineName.charAt(0));
    Payload payload =
        new Payload(
            "lib64/libnvidia-ml.so." + machine().driver().version(), library, 0755, MUTABLE_FROM);
    return NodePlanner.driverRoot(machine(), new NodeOptions(235, true, !ROOT), List.of(payload));
  }

  OutsideFile.Source spec() {
    return spec(false);
  }

  /** Its content is taken from the tree, wherever that is. */
  OutsideFile.Source spec(boolean force) {
    return nodeRoot -> {
      Path tree = nodeRoot.resolve(root.toString().substring(1));
      String driver = String.valueOf(Files.exists(tree.resolve("proc/driver/nvidia/version")));
      byte[] content = (machineName + " " + driver + "\n").getBytes(StandardCharsets.UTF_8);
      return List.of(new OutsideFile(outside, content, 0644, force));
    };
  }

  MockTree tree() {
    return new MockTree(root, new PosixNodeMaker());
  }

  boolean apply() {
    return tree().apply(plan(), spec());
  }

  List<String> verify() {
    return tree().verify(plan(), spec());
  }
}
