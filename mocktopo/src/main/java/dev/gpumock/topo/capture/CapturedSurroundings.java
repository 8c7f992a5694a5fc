package dev.gpumock.topo.capture;

import dev.gpumock.topo.Bdf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What topo -m and lspci tell of the devices around the GPUs; without them there is nothing. */
final class CapturedSurroundings {
  /**
   * Stands for the switches of an A100 baseboard where no lspci tells of them, at an address that
   * no node has. Later baseboards have a fabric, which says as much.
   */
  private static final Properties UNSEEN_SWITCH =
      new Properties().put("bdf", "ffff:00:00.0").put("deviceId", "0x1af1");

  private static final String ADDRESS = "[0-9a-fA-F]{4,8}:[0-9a-fA-F]{2}:[0-9a-fA-F]{2}\\.[0-7] .*";

  private final Optional<TopologyMatrix> matrix;
  private final List<String> lspci;
  private final int gpuCount;
  private final CapturedLinks links;

  CapturedSurroundings(Optional<String> topology, Optional<String> lspci, int gpuCount) {
    this.matrix = topology.map(TopologyMatrix::new);
    this.lspci = lspci.map(text -> text.lines().toList()).orElse(List.of());
    this.gpuCount = gpuCount;
    this.links = new CapturedLinks(matrix, gpuCount);
    int rows = matrix.map(TopologyMatrix::gpus).orElse(gpuCount);
    if (rows < gpuCount) {
      throw new IllegalArgumentException(
          "the topology has rows of %d GPUs, the log has %d; give all that nvidia-smi topo -m prints"
              .formatted(rows, gpuCount));
    }
    if (lspci.isPresent() && this.lspci.stream().noneMatch(line -> line.matches(ADDRESS))) {
      throw new IllegalArgumentException(
          "no line of what should be lspci -D begins with an address such as 0000:c4:00.0");
    }
  }

  /** The kernel's form of an address. */
  static String bdf(String text) {
    return Bdf.parse(text).toString();
  }

  List<Map<String, Object>> numaNodes() {
    Map<Integer, String> nodes = new TreeMap<>();
    for (int gpu = 0; gpu < gpuCount; gpu++) {
      Optional<Integer> node = node(gpu);
      Optional<String> cpus = affinity(gpu);
      if (node.isPresent() && cpus.isPresent()) {
        nodes.put(node.get(), cpus.get());
      }
    }
    List<Map<String, Object>> list = new ArrayList<>();
    nodes.forEach((id, cpus) -> list.add(new Properties().put("id", id).put("cpus", cpus).toMap()));
    return list;
  }

  private Optional<String> affinity(int gpu) {
    return matrix.flatMap(m -> m.cpuAffinity(gpu));
  }

  /** The first node of the affinity: a GPU's own memory makes more. */
  private Optional<Integer> node(int gpu) {
    return affinity(gpu)
        .flatMap(cpus -> matrix.flatMap(m -> m.numaAffinity(gpu)))
        .map(nodes -> Integer.parseInt(nodes.replaceFirst("[,-].*", "")));
  }

  void slot(Properties slot, int gpu) {
    slot.put("numaNode", node(gpu));
    slot.put("gpuNumaId", matrix.flatMap(m -> m.gpuNumaId(gpu)));
    slot.put(
        "memoryNodes",
        matrix.flatMap(m -> m.numaAffinity(gpu)).filter(nodes -> !nodes.matches("[0-9]+")));
    slot.put("pciPath", path("GPU" + gpu));
  }

  private Optional<String> path(String device) {
    return matrix.map(PciGroups::new).flatMap(groups -> groups.path(device));
  }

  CapturedLinks links() {
    return links;
  }

  /** Network adapters, switches, and links without a switch. */
  void devices(Properties machine, boolean fabric) {
    List<Map<String, Object>> switches = switches();
    if (!switches.isEmpty()) {
      machine.put("nvSwitches", switches);
    } else if (!fabric && links.areSwitched()) {
      machine.put("nvSwitches", List.of(UNSEEN_SWITCH.toMap()));
    } else if (!fabric && !links.pairs().isEmpty()) {
      machine.put("nvLinkPairs", links.pairs());
    }
    List<Map<String, Object>> nics = nics();
    if (!nics.isEmpty()) {
      machine.put("nics", nics);
    }
  }

  private List<Map<String, Object>> switches() {
    List<Map<String, Object>> switches = new ArrayList<>();
    for (String line : lspci) {
      if (line.matches("(?i).*(NVSwitch|\\b(1af1|22a3)\\b).*")) {
        boolean hopper = line.matches("(?i).*(H100|22a3).*");
        switches.add(
            new Properties()
                .put("bdf", bdf(line.split(" ")[0]))
                .put("deviceId", hopper ? "0x22a3" : "0x1af1")
                .toMap());
      }
    }
    return switches;
  }

  /** The adapters of the matrix are those of lspci in the order of their addresses. */
  private List<Map<String, Object>> nics() {
    List<String> addresses =
        lspci.stream()
            .filter(line -> line.matches("(?i).*(Infiniband|Ethernet) controller.*Mellanox.*"))
            .map(line -> bdf(line.split(" ")[0]))
            .toList();
    List<String> names = matrix.map(TopologyMatrix::nics).orElse(List.of());
    List<Map<String, Object>> nics = new ArrayList<>();
    for (int i = 0; i < Math.min(addresses.size(), names.size()); i++) {
      Properties nic = new Properties();
      nic.put("name", matrix.orElseThrow().nicName(names.get(i)));
      nic.put("bdf", addresses.get(i));
      nic.put("numaNode", nicNode(names.get(i)));
      nic.put("pciPath", path(names.get(i)));
      nics.add(new LinkedHashMap<>(nic.toMap()));
    }
    return nics;
  }

  private Optional<Integer> nicNode(String nic) {
    for (int gpu = 0; gpu < gpuCount; gpu++) {
      Optional<String> cell = matrix.orElseThrow().cell("GPU" + gpu, nic);
      if (cell.filter(text -> text.matches("PIX|PXB|PHB|NODE")).isPresent()) {
        return node(gpu);
      }
    }
    return Optional.empty();
  }
}
