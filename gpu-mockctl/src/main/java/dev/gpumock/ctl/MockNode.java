package dev.gpumock.ctl;

import dev.gpumock.fs.MockTree;
import dev.gpumock.fs.NodeOptions;
import dev.gpumock.fs.NodePlan;
import dev.gpumock.fs.NodePlanner;
import dev.gpumock.fs.OutsideFile;
import dev.gpumock.fs.PosixNodeMaker;
import dev.gpumock.topo.Machine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One machine on one node: machine, plan, tree, CDI specification, and the check of all three. */
final class MockNode {
  private final Machine machine;
  private final NodeSettings settings;

  MockNode(Machine machine, NodeSettings settings) {
    this.machine = machine;
    this.settings = settings;
  }

  private NodeOptions options(boolean asFiles) {
    return new NodeOptions(settings.uvmMajor, settings.withDri, asFiles);
  }

  private boolean asFiles() {
    return settings.devices == NodeSettings.Devices.files;
  }

  /** What mode fs makes below {@code --base}. */
  NodePlan basePlan() {
    return NodePlanner.base(machine, options(asFiles()));
  }

  /** What mode cdi makes below {@code --driver-root}. */
  NodePlan driverPlan() {
    return NodePlanner.driverRoot(
        machine, options(asFiles()), DriverPayloads.of(machine, HostCpu.current()));
  }

  private CdiSource cdi() {
    return new CdiSource(machine, settings, NodePlanner.base(machine, options(false)));
  }

  private static MockTree tree(Path root) {
    return new MockTree(root, new PosixNodeMaker());
  }

  /** Refuses a root that cannot be used before any part is written. */
  void checkRoots(boolean base, boolean driver) {
    if (base) {
      tree(settings.base);
    }
    if (driver) {
      tree(settings.driverRoot);
      cdi().checkOutput();
    }
  }

  /** Answers whether anything changed. */
  boolean applyBase() {
    return tree(settings.base).apply(basePlan(), none());
  }

  /** Answers whether anything changed. */
  boolean applyDriver() {
    return tree(settings.driverRoot).apply(driverPlan(), cdi());
  }

  private static OutsideFile.Source none() {
    return nodeRoot -> List.of();
  }

  /** Each difference between the node and the machine, a line each. */
  List<String> verifyDriver() {
    List<String> differences =
        new ArrayList<>(tree(settings.driverRoot).verify(driverPlan(), cdi()));
    if (differences.isEmpty()) {
      differences.addAll(OneTruth.differences(machine, settings, cdi()));
    }
    return differences;
  }

  /** The same for what mode fs made. */
  List<String> verifyBase() {
    return tree(settings.base).verify(basePlan(), none());
  }

  /** Removes both trees; answers what is left because it is not ours. */
  static List<Path> clean(NodeSettings settings) {
    List<Path> left = new ArrayList<>(tree(settings.driverRoot).clean());
    left.addAll(tree(settings.base).clean());
    return left;
  }

  /** Whether mode fs has made something at {@code --base}. */
  boolean hasBase() {
    return tree(settings.base).exists();
  }
}
