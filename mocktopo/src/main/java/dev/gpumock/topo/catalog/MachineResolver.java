package dev.gpumock.topo.catalog;

import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.catalog.Tree.Elements;
import dev.gpumock.topo.catalog.Tree.Place;
import dev.gpumock.topo.catalog.Tree.Properties;
import dev.gpumock.topo.catalog.Tree.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a machine out: nothing extended, nothing derived, so that the text alone gives an equal
 * machine. Every value keeps the place that it is from.
 */
final class MachineResolver {
  static final Place DERIVED = new Place("derived", 0);
  private static final String BOARD = "board";

  private final BoardTrees boards;
  private final Properties tree;
  private final Machine machine;

  MachineResolver(BoardTrees boards, Properties tree, Machine machine) {
    this.boards = boards;
    this.tree = tree;
    this.machine = machine;
  }

  Properties resolve() {
    Map<String, Tree> all = new LinkedHashMap<>(tree.entries());
    all.remove("aliases");
    all.remove("gpuCount");
    all.remove(GpuInstances.PROPERTY);
    all.put(BOARD, board(tree.entries().get(BOARD)));
    all.put("gpus", gpus());
    return new Properties(all, tree.place());
  }

  private Tree board(Tree own) {
    Tree common = tree.entries().get(BOARD);
    Map<String, Tree> all = new LinkedHashMap<>();
    all.put("extends", new Scalar(boards.key(own, common), own.place()));
    all.putAll(boards.resolved(own, common, machine.driver().branch()).entries());
    return new Properties(all, own.place());
  }

  private Tree gpus() {
    Elements slots = (Elements) tree.entries().get("gpus");
    List<Tree> written = new ArrayList<>();
    for (Gpu gpu : machine.gpus()) {
      int last = slots.members().size() - 1;
      boolean listed = gpu.index() <= last;
      Properties slot = (Properties) slots.members().get(listed ? gpu.index() : last);
      written.add(listed ? listed(slot, gpu) : counted(slot, gpu));
    }
    return new Elements(written, slots.place());
  }

  private Tree listed(Properties slot, Gpu gpu) {
    Map<String, Tree> all = new LinkedHashMap<>(slot.entries());
    all.remove("index");
    all.computeIfPresent(BOARD, (property, own) -> board(own));
    identity(gpu).forEach(all::putIfAbsent);
    if (all.get("platform") instanceof Properties place) {
      all.put("platform", numbered(place, gpu));
    }
    all.remove(GpuInstances.PROPERTY);
    if (!gpu.gpuInstances().isEmpty()) {
      Elements list = (Elements) GpuInstances.written(tree, gpu.index());
      all.put(GpuInstances.PROPERTY, ResolvedInstances.of(list, gpu.gpuInstances()));
    }
    return new Properties(all, slot.place());
  }

  /** A slot that the file counts on from its last one. */
  private Tree counted(Properties pattern, Gpu gpu) {
    Map<String, Tree> rest = new LinkedHashMap<>(pattern.entries());
    List.of("index", "minor", "bdf", "moduleId", "uuid", "serial", "pdi", "irq")
        .forEach(rest::remove);
    return listed(new Properties(rest, pattern.place()), gpu);
  }

  private static Tree numbered(Properties place, Gpu gpu) {
    Map<String, Tree> all = new LinkedHashMap<>(place.entries());
    gpu.platform()
        .flatMap(p -> p.fabricGuid())
        .ifPresent(guid -> all.putIfAbsent("fabricGuid", hex(guid)));
    return new Properties(all, place.place());
  }

  private static Map<String, Tree> identity(Gpu gpu) {
    Map<String, Tree> derived = new LinkedHashMap<>();
    derived.put("bdf", scalar(gpu.bdf()));
    derived.put("minor", scalar(gpu.minor()));
    derived.put("moduleId", scalar(gpu.moduleId()));
    derived.put("uuid", scalar(gpu.uuid()));
    gpu.serial().ifPresent(serial -> derived.put("serial", scalar(serial)));
    derived.put("pdi", hex(gpu.pdi()));
    derived.put("irq", scalar(gpu.irq()));
    derived.put("pcieGeneration", scalar(gpu.pcieGeneration()));
    derived.put("pcieWidth", scalar(gpu.pcieWidth()));
    derived.put("memoryNodes", scalar(gpu.memoryNodes()));
    return derived;
  }

  private static Scalar scalar(Object value) {
    return new Scalar(value.toString(), DERIVED);
  }

  private static Scalar hex(long number) {
    return scalar("0x%016x".formatted(number));
  }
}
