package dev.gpumock.ctl;

import dev.gpumock.fs.NodeOptions;
import dev.gpumock.fs.NodePlan;
import dev.gpumock.fs.NodePlanner;
import dev.gpumock.fs.OutsideFile;
import dev.gpumock.fs.Payload;
import dev.gpumock.topo.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A machine at its places on this node: made, looked at, compared.
 *
 * @param parts each in one tree
 */
record MockNode(Machine machine, NodePlaces places, List<NodePart> parts) {
  MockNode {
    parts = List.copyOf(parts);
  }

  static MockNode of(
      MadeWith given, NodePlaces places, Set<Mode> modes, boolean force, Console console) {
    if (modes.size() > 1) {
      places.requireTwoTrees();
    }
    if (modes.contains(Mode.CDI)) {
      places.requireDriverRootWithoutPattern();
    }
    MadeWith settings = MachineChoice.complete(given);
    Machine machine = MachineChoice.of(settings, console);
    NodeOptions options = DriverSettings.nodeOptions(settings);
    List<NodePart> parts = new ArrayList<>();
    if (modes.contains(Mode.FS)) {
      parts.add(
          new NodePart(
              Mode.FS,
              places.here(places.base()),
              places.baseTree(),
              NodePlanner.base(machine, options, List.of(settings.payload())),
              nodeRoot -> List.of()));
    }
    if (modes.contains(Mode.CDI)) {
      parts.add(driver(machine, places, settings, force));
    }
    return new MockNode(machine, places, parts);
  }

  private static NodePart driver(
      Machine machine, NodePlaces places, MadeWith settings, boolean force) {
    NodeOptions options = DriverSettings.nodeOptions(settings);
    Optional<String> kernelViewOf =
        settings.is(DriverSettings.NO_KERNEL_VIEW)
            ? Optional.empty()
            : Optional.of(places.driverRoot().text());
    List<Payload> files =
        new ArrayList<>(DriverPayloads.of(machine, HostCpu.current(), kernelViewOf));
    files.add(settings.payload());
    NodePlan plan = NodePlanner.driverRoot(machine, options, files);
    NodePlan numbers =
        NodePlanner.base(
            machine, new NodeOptions(options.uvmMajor(), options.withDri(), false), List.of());
    OutsideFile.Source specification = new CdiSource(machine, places, settings, numbers, force);
    return new NodePart(
        Mode.CDI, places.here(places.driverRoot()), places.driverTree(), plan, specification);
  }

  /** Makes what is not as it should be, and says what is there now. */
  void make(Console console) {
    List<NodePart> added = new ArrayList<>();
    for (NodePart part : parts) {
      boolean isNew = !part.tree().exists();
      boolean changed = applyOrRemove(part, added);
      if (isNew) {
        added.add(part);
      }
      describe(part).forEach(line -> console.say(line + (changed ? "" : " (unchanged)")));
    }
  }

  /** A part that fails takes away those that this run has added: all of the node, or none. */
  private static boolean applyOrRemove(NodePart part, List<NodePart> added) {
    try {
      return part.tree().apply(part.plan(), part.outside());
    } catch (RuntimeException e) {
      added.forEach(other -> other.tree().clean());
      throw e;
    }
  }

  /** Makes what is not as it should be; answers whether there was anything. */
  boolean apply() {
    boolean changed = false;
    for (NodePart part : parts) {
      changed |= part.tree().apply(part.plan(), part.outside());
    }
    return changed;
  }

  private List<String> describe(NodePart part) {
    int gpus = machine.gpus().size();
    return switch (part.mode()) {
      case FS ->
          List.of(
              "mock filesystem (fs mode) written under " + part.root() + " (" + gpus + " GPUs)");
      case CDI ->
          List.of(
              "mock driver tree written to "
                  + (part.root() + " (" + machine.name() + ", " + gpus + " GPUs)"),
              "CDI spec written to " + places.here(places.cdiOutput()));
    };
  }

  /** Each difference from what should be there, in one line. */
  List<String> verify() {
    List<String> differences = new ArrayList<>();
    for (NodePart part : parts) {
      differences.addAll(verify(part));
    }
    return differences;
  }

  private List<String> verify(NodePart part) {
    try {
      List<String> differences = part.tree().verify(part.plan(), part.outside());
      return part.mode() == Mode.CDI && differences.isEmpty()
          ? OneTruth.differences(machine, part.root(), places.here(places.cdiOutput()))
          : differences;
    } catch (ConflictException e) {
      return List.of(e.getMessage());
    }
  }

  /** What would be made. */
  void print(Console console) {
    for (NodePart part : parts) {
      console.say(part.root() + "/");
      part.plan().asTree().lines().forEach(line -> console.say("  " + line));
      if (part.mode() == Mode.CDI) {
        console.say(
            places.here(places.cdiOutput())
                + "  made of the tree: %d GPUs by index and by UUID, and all"
                    .formatted(machine.gpus().size()));
      }
    }
  }
}
