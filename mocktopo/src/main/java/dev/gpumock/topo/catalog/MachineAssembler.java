package dev.gpumock.topo.catalog;

import dev.gpumock.topo.Board;
import dev.gpumock.topo.CpuSet;
import dev.gpumock.topo.Fabric;
import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.Gpu.Platform;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.PcieAtomics;
import dev.gpumock.topo.Readings;
import dev.gpumock.topo.Settings;
import dev.gpumock.topo.catalog.MachineFile.GpuPart;
import dev.gpumock.topo.catalog.Tree.Elements;
import dev.gpumock.topo.catalog.Tree.Properties;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Makes a machine of its file and the board files that it names. Lambdas are few here and in what
 * it calls: a process that has just begun takes longer to link each than to load a board.
 */
final class MachineAssembler {
  private static final int FIRST_IRQ = 100;
  private static final int DEFAULT_WIDTH = 16;
  private static final int GPUS_OF_A_MODULE = 2;
  private static final PcieAtomics NO_ATOMICS = new PcieAtomics(false, false);

  private final BoardTrees boards;
  private final String name;
  private final String nodeName;
  private final Identity identity;

  /** By the very tree: to hash what is in it takes longer than to make the board. */
  private final Map<Tree, Made> made = new IdentityHashMap<>();

  /** A board and what its sensors say at rest: as it is written, and read. */
  private record Made(Board board, Properties idle, Readings atRest) {}

  MachineAssembler(BoardTrees boards, String name, String nodeName) {
    this.boards = boards;
    this.name = name;
    this.nodeName = nodeName;
    this.identity = new Identity(name, nodeName);
  }

  Machine assemble(Properties tree) {
    MachineFile file = RecordBinder.bind(tree, MachineFile.class);
    List<GpuPart> slots = slots(file, tree);
    GpuInstances instances = new GpuInstances(tree, file);
    List<Gpu> gpus = new ArrayList<>();
    try {
      for (int i = 0; i < slots.size(); i++) {
        gpus.add(gpu(tree, file, slots.get(i), i, instances));
      }
      MachineRules rules = new MachineRules(tree);
      rules.gpus(gpus, file);
      Machine machine =
          new Machine(
              name,
              file.description(),
              nodeName,
              file.driver().toDriver(),
              file.host().toHost(),
              gpus,
              file.nics(),
              file.nvSwitches(),
              file.nvLinkPairs(),
              fabric(file),
              file.refuses());
      rules.links(machine);
      return machine;
    } catch (IllegalArgumentException e) {
      throw CatalogException.at(tree.place(), e.getMessage());
    }
  }

  private static Optional<Fabric> fabric(MachineFile file) {
    return file.fabric().isPresent()
        ? Optional.of(file.fabric().get().toFabric())
        : Optional.empty();
  }

  private static List<GpuPart> slots(MachineFile file, Properties tree) {
    try {
      return Slots.counted(file);
    } catch (IllegalArgumentException e) {
      Tree place =
          tree.entries().getOrDefault("gpuCount", tree.entries().getOrDefault("gpus", tree));
      throw CatalogException.at(place.place(), e.getMessage());
    }
  }

  private Gpu gpu(
      Properties tree, MachineFile file, GpuPart slot, int index, GpuInstances instances) {
    try {
      return gpu(file, slot, index, instances);
    } catch (IllegalArgumentException e) {
      throw CatalogException.at(culprit(tree, index, e.getMessage()).place(), e.getMessage());
    }
  }

  /** The property that a message begins with: the slot's, else the machine's. */
  private static Tree culprit(Properties tree, int index, String message) {
    String property = message.split(" ", 2)[0];
    List<Tree> slots = ((Elements) tree.entries().get("gpus")).members();
    Tree slot = slots.get(Math.min(index, slots.size() - 1));
    Tree own = slot instanceof Properties map ? map.entries().get(property) : null;
    return own != null ? own : tree.entries().getOrDefault(property, tree);
  }

  private Gpu gpu(MachineFile file, GpuPart slot, int index, GpuInstances instances) {
    Made board = board(slot.board().orElse(file.board()), file);
    int generation = board.board().pcie().maxGeneration();
    return new Gpu(
        index,
        slot.minor().orElse(index),
        slot.moduleId().orElse(1),
        slot.bdf(),
        slot.uuid().isPresent() ? slot.uuid().get() : identity.gpu(index),
        slot.serial().isPresent() ? slot.serial() : serial(board.board(), slot, index),
        board.board(),
        slot.numaNode(),
        slot.gpuNumaId(),
        first(slot.pcieGeneration(), file.pcieGeneration(), Math.min(generation, 5)),
        first(slot.pcieWidth(), file.pcieWidth(), DEFAULT_WIDTH),
        slot.hostMaxPcieGeneration().isPresent()
            ? slot.hostMaxPcieGeneration()
            : file.hostMaxPcieGeneration(),
        slot.irq().orElse(FIRST_IRQ + index),
        slot.persistenceMode().orElse(file.persistenceMode()),
        slot.settings().orElse(file.settings().orElse(Settings.NONE)),
        slot.pdi().isPresent() ? slot.pdi().get() : identity.pdi(index),
        slot.pciPath(),
        slot.memoryNodes().isPresent() ? slot.memoryNodes().get() : near(slot.numaNode()),
        slot.atomics().orElse(file.atomics().orElse(NO_ATOMICS)),
        platform(slot, index),
        readings(board, slot),
        instances.of(slot, index, board.board()));
  }

  private static CpuSet near(OptionalInt numaNode) {
    return numaNode.isPresent() ? CpuSet.of(numaNode.getAsInt()) : CpuSet.parse("");
  }

  private Optional<Platform> platform(GpuPart slot, int index) {
    return slot.platform().isPresent()
        ? Optional.of(numbered(slot.platform().get(), index))
        : Optional.empty();
  }

  private Platform numbered(Platform place, int index) {
    return new Platform(
        place.chassisSerial(),
        place.slot(),
        place.tray(),
        place.hostId(),
        place.switchConnected(),
        place.fabricGuid().isPresent()
            ? place.fabricGuid()
            : Optional.of(identity.fabricGuid(index)));
  }

  private static int first(OptionalInt own, OptionalInt common, int standard) {
    return own.orElse(common.orElse(standard));
  }

  /** The GPUs of a Grace module carry one serial: those beside one processor, which is a node. */
  private Optional<String> serial(Board board, GpuPart slot, int index) {
    int module =
        board.modulePower().isPresent() ? slot.numaNode().orElse(index / GPUS_OF_A_MODULE) : index;
    return board.features().unnumbered() ? Optional.empty() : Optional.of(identity.serial(module));
  }

  private static Readings readings(Made board, GpuPart slot) {
    if (slot.readings().isEmpty()) {
      return board.atRest();
    }
    Tree own = slot.readings().get();
    Tree readings = own instanceof Properties changes ? Overlay.over(board.idle(), changes) : own;
    return RecordBinder.bind(readings, Readings.class);
  }

  private Made board(Tree tree, MachineFile file) {
    Made known = made.get(tree);
    if (known == null) {
      known = make(tree, file);
      made.put(tree, known);
    }
    return known;
  }

  private Made make(Tree tree, MachineFile file) {
    Properties board = boards.resolved(tree, file.board(), file.driver().toDriver().branch());
    BoardFile parts = RecordBinder.bind(board, BoardFile.class);
    return new Made(
        parts.toBoard(boards.key(tree, file.board())),
        (Properties) board.entries().get("idle"),
        parts.idle());
  }
}
