package dev.gpumock.topo.catalog;

import dev.gpumock.topo.Board;
import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.Host.Virtualization;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.Nic;
import dev.gpumock.topo.NvLinkPair;
import dev.gpumock.topo.NvLinkPorts;
import dev.gpumock.topo.NvSwitch;
import dev.gpumock.topo.catalog.Tree.Absent;
import dev.gpumock.topo.catalog.Tree.Elements;
import dev.gpumock.topo.catalog.Tree.Properties;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** What the parts of a machine must have in common; a breach is told at the line of the part. */
final class MachineRules {
  private final Properties tree;
  private final Map<String, Tree.Place> taken = new HashMap<>();

  MachineRules(Properties tree) {
    this.tree = tree;
  }

  /** Slots: addresses and numbers are free, memory nodes are there, the link fits the board. */
  void gpus(List<Gpu> gpus, MachineFile file) {
    Set<Integer> nodes = nodes(file);
    for (Gpu gpu : gpus) {
      Tree.Place place = place("gpus", gpu.index());
      free("minor", gpu.minor(), place);
      free("bdf", gpu.bdf(), place);
      free("uuid", gpu.uuid(), place);
      node(nodes, gpu.numaNode(), place);
      fits(gpu, own(place, property(tree, "board")));
      hosts(gpu, file, own(place, property(property(tree, "host"), "virtualization")));
    }
    for (int i = 0; i < file.nics().size(); i++) {
      Nic nic = file.nics().get(i);
      free("name", nic.name(), place("nics", i));
      free("bdf", nic.bdf(), place("nics", i));
      node(nodes, nic.numaNode(), place("nics", i));
    }
    for (int i = 0; i < file.nvSwitches().size(); i++) {
      NvSwitch nvSwitch = file.nvSwitches().get(i);
      free("bdf", nvSwitch.bdf(), place("nvSwitches", i));
    }
  }

  private Set<Integer> nodes(MachineFile file) {
    Tree host = tree.entries().getOrDefault("host", tree);
    Set<Integer> nodes = new HashSet<>();
    for (int i = 0; i < file.host().numaNodes().size(); i++) {
      int id = file.host().numaNodes().get(i).id();
      require(nodes.add(id), place(host, "numaNodes", i), "two memory nodes have the id %d", id);
    }
    return nodes;
  }

  private static void fits(Gpu gpu, Tree.Place place) {
    Board board = gpu.board();
    require(
        gpu.pcieWidth() <= board.pcie().maxWidth()
            && gpu.pcieGeneration() <= board.pcie().maxGeneration(),
        place,
        "a link of generation %d and %d lanes is more than board %s has: generation %d, %d lanes",
        gpu.pcieGeneration(),
        gpu.pcieWidth(),
        board.key(),
        board.pcie().maxGeneration(),
        board.pcie().maxWidth());
  }

  private static void hosts(Gpu gpu, MachineFile file, Tree.Place place) {
    boolean host = file.host().toHost().virtualization() == Virtualization.HOST_VGPU;
    require(
        !host || gpu.board().vgpu().isPresent(),
        place,
        "virtualization is host-vgpu, but nothing is known of virtual GPUs on board %s: give its vgpu",
        gpu.board().key());
  }

  /** Of two places the one in the user's own file is blamed, not that of a machine it extends. */
  private void free(String property, Object value, Tree.Place place) {
    Tree.Place first = taken.putIfAbsent(property + value, place);
    if (first == null) {
      return;
    }
    throw CatalogException.at(
        isOwn(place) ? place : first,
        "two devices have the %s %s, the other is at %s; give each its own"
            .formatted(property, value, isOwn(place) ? first : place));
  }

  private boolean isOwn(Tree.Place place) {
    return place.file().equals(tree.place().file());
  }

  /** The line of a part, or that of what it does not fit where only this is in the user's file. */
  private Tree.Place own(Tree.Place part, Tree other) {
    return !isOwn(part) && isOwn(other.place()) ? other.place() : part;
  }

  /** A property, or what it would be in. */
  private static Tree property(Tree above, String name) {
    return above instanceof Properties map ? map.entries().getOrDefault(name, above) : above;
  }

  private void node(Set<Integer> nodes, OptionalInt node, Tree.Place place) {
    if (node.isPresent()) {
      require(
          nodes.contains(node.getAsInt()),
          own(place, property(property(tree, "host"), "numaNodes")),
          "numaNode: the host has no memory node %d, it has %s; see host.numaNodes",
          node.getAsInt(),
          nodes);
    }
  }

  /** NVLink: who is joined has ports, and not more links than ports. */
  void links(Machine machine) {
    for (String property : List.of("fabric", "nvSwitches")) {
      if (!tree.entries().containsKey(property) || isEmpty(tree.entries().get(property))) {
        continue;
      }
      for (Gpu gpu : machine.gpus()) {
        require(
            gpu.board().nvlink().isPresent(),
            tree.entries().get(property).place(),
            "%s joins GPU %d by NVLink, its board %s has none",
            property,
            gpu.index(),
            gpu.board().key());
      }
    }
    pairs(machine);
  }

  private static boolean isEmpty(Tree tree) {
    return tree instanceof Absent
        || (tree instanceof Elements elements && elements.members().isEmpty());
  }

  private void pairs(Machine machine) {
    int[] used = new int[machine.gpus().size()];
    for (int i = 0; i < machine.nvLinkPairs().size(); i++) {
      NvLinkPair pair = machine.nvLinkPairs().get(i);
      Tree.Place place = place("nvLinkPairs", i);
      for (int index : List.of(pair.a(), pair.b())) {
        require(index < used.length, place, "a link ends at GPU %d, which is not there", index);
        used[index] += pair.links();
        int ports = machine.gpus().get(index).board().nvlink().map(NvLinkPorts::count).orElse(0);
        require(
            used[index] <= ports,
            place,
            "GPU %d has %d NVLinks, %d are joined",
            index,
            ports,
            used[index]);
      }
    }
  }

  private Tree.Place place(String property, int index) {
    return place(tree, property, index);
  }

  private static Tree.Place place(Tree above, String property, int index) {
    Tree list = property(above, property);
    boolean inside = list instanceof Elements elements && index < elements.members().size();
    return inside ? ((Elements) list).members().get(index).place() : list.place();
  }

  private static void require(boolean holds, Tree.Place place, String problem, Object... details) {
    if (!holds) {
      throw CatalogException.at(place, problem.formatted(details));
    }
  }
}
