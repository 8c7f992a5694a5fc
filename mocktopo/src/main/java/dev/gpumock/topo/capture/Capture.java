package dev.gpumock.topo.capture;

import dev.gpumock.topo.Machine;
import dev.gpumock.topo.catalog.Catalog;
import dev.gpumock.topo.catalog.CatalogException;
import dev.gpumock.topo.catalog.NearestBoard;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Writes the machine file of a real node from what its own tools print. */
public final class Capture {
  private static final int LINE = 160;
  private static final int SHOWN = 60;
  private static final String HOST_GENERATION = "hostMaxPcieGeneration";
  private static final String HEAD = "# Captured with nvidia-smi -q -x on a real node.\n";
  private static final String UNNAMED = "machine file";
  private static final Pattern PLACE = Pattern.compile(UNNAMED + ":([0-9]+): (.*)");

  private final Catalog catalog;
  private final boolean scrubbed;

  /**
   * @param catalog whose boards fill in what no tool prints: engines, NVLink ports, MIG profiles
   * @param scrubbed whether UUIDs, serials and numbers of dies are left out; then they are derived
   *     from the node's name, as for any machine of the catalog
   */
  public Capture(Catalog catalog, boolean scrubbed) {
    this.catalog = catalog;
    this.scrubbed = scrubbed;
  }

  /**
   * A machine file.
   *
   * @param file what messages call the log
   * @param smiLog the output of nvidia-smi -q -x
   * @param topology the output of nvidia-smi topo -m
   * @param lspci the output of lspci -D
   * @throws CatalogException where the log cannot be read, has no GPU, or tells too little
   */
  public String machineFile(
      String file, byte[] smiLog, Optional<String> topology, Optional<String> lspci) {
    SmiLog log = SmiLog.parse(file, smiLog);
    Map<String, Object> machine;
    try {
      machine = properties(file, log, topology, lspci).toMap();
    } catch (IllegalArgumentException e) {
      throw new CatalogException(file + ": it makes no machine: " + e.getMessage());
    }
    Machine whole = check(file, HEAD + yaml().dump(machine));
    List<SmiLog> gpus = log.all("gpu");
    List<String> comments = new CapturedMig(gpus, whole).addTo(machine, m -> read(yaml().dump(m)));
    return HEAD + ForeignNode.comments(gpus) + String.join("", comments) + yaml().dump(machine);
  }

  private Machine read(String text) {
    return catalog.machine(UNNAMED, text.getBytes(StandardCharsets.UTF_8), "any-node");
  }

  /** What is written can be read; a breach is told with the line that it would have made. */
  private Machine check(String file, String text) {
    try {
      return read(text);
    } catch (CatalogException e) {
      Matcher place = PLACE.matcher(e.getMessage());
      if (!place.matches()) {
        throw new CatalogException(file + ": it makes no machine: " + e.getMessage());
      }
      String line = text.lines().skip(Integer.parseInt(place.group(1)) - 1L).findFirst().orElse("");
      throw new CatalogException(
          "%s: it makes no machine: %s, by '%s'".formatted(file, place.group(2), shortened(line)));
    }
  }

  private static String shortened(String line) {
    String text = line.strip();
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
  }

  /** What a machine cannot be without, by the element that tells it. */
  private static void complete(String file, SmiLog log, List<SmiLog> gpus) {
    for (String element : List.of("driver_version", "cuda_version")) {
      if (log.value(element).isEmpty()) {
        throw new CatalogException(
            "%s: it has no %s; give a whole log of nvidia-smi -q -x".formatted(file, element));
      }
    }
    for (int i = 0; i < gpus.size(); i++) {
      if (gpus.get(i).value("pci/pci_bus_id").isEmpty()) {
        throw new CatalogException(
            "%s: GPU %d of it has no pci_bus_id; give a whole log of nvidia-smi -q -x"
                .formatted(file, i));
      }
    }
  }

  private Properties properties(
      String file, SmiLog log, Optional<String> topology, Optional<String> lspci) {
    List<SmiLog> gpus = log.all("gpu");
    if (gpus.isEmpty()) {
      throw new CatalogException(file + ": no GPU in it; run nvidia-smi -q -x on a node with GPUs");
    }
    complete(file, log, gpus);
    CapturedSurroundings around = new CapturedSurroundings(topology, lspci, gpus.size());
    Properties machine = new Properties();
    machine.put(
        "description", gpus.size() + " x " + gpus.get(0).value("product_name").orElse("GPU"));
    machine.put("driver", driver(log, gpus.get(0)));
    machine.put("host", host(gpus.get(0), around));
    Map<String, Object> board = board(gpus.get(0), around.links());
    machine.put("board", board);
    if (hostGenerations(gpus).size() == 1) {
      machine.put(HOST_GENERATION, hostGeneration(gpus.get(0)));
    }
    machine.put("atomics", atomics(gpus.get(0)));
    machine.put("gpus", slots(gpus, board, around));
    around.devices(machine, gpus.get(0).value("fabric/state").isPresent());
    machine.put("fabric", new CapturedFabric(gpus.get(0), scrubbed).properties());
    List<String> refuses = CapturedRefusals.of(gpus);
    if (!refuses.isEmpty()) {
      machine.put("refuses", refuses);
    }
    return machine;
  }

  private static Optional<Long> hostGeneration(SmiLog gpu) {
    return gpu.number("pci/pci_gpu_link_info/pcie_gen/max_host_link_gen");
  }

  /** One, but where cards are in slots of different kinds. */
  private static Set<Optional<Long>> hostGenerations(List<SmiLog> gpus) {
    return gpus.stream().map(Capture::hostGeneration).collect(Collectors.toSet());
  }

  private static Yaml yaml() {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.AUTO);
    options.setWidth(LINE);
    options.setSplitLines(false);
    return new Yaml(options);
  }

  private static Properties driver(SmiLog log, SmiLog gpu) {
    boolean open = gpu.value("product_architecture").equals(Optional.of("Blackwell"));
    return new Properties()
        .put("version", log.value("driver_version"))
        .put("cuda", log.value("cuda_version"))
        .put("openModules", open);
  }

  /** A GPU that has a chip-to-chip link is under a Grace, which is an Arm processor. */
  private static Properties host(SmiLog gpu, CapturedSurroundings around) {
    return new Properties()
        .put("cpu", isOnGrace(gpu) ? "arm64" : "amd64")
        .put("virtualization", virtualization(gpu))
        .put(
            "driverModel",
            gpu.word("driver_model/current_dm", "WDDM", "TCC", "MCDM")
                .map(model -> model.toLowerCase(Locale.ROOT)))
        .put("numaNodes", around.numaNodes());
  }

  private static String virtualization(SmiLog gpu) {
    return switch (gpu.value("gpu_virtualization_mode/virtualization_mode").orElse("")) {
      case "Pass-Through" -> "pass-through";
      case "VGPU" -> "vgpu";
      default -> "none";
    };
  }

  private static boolean isOnGrace(SmiLog gpu) {
    return gpu.value("c2c_mode").equals(Optional.of("Enabled"));
  }

  private Map<String, Object> board(SmiLog gpu, CapturedLinks links) {
    String nearest =
        catalog.nearestBoard(
            new NearestBoard(
                gpu.value("product_name").orElse(""),
                gpu.value("product_architecture").orElse(""),
                gpu.value("pci/pci_device_id").orElse("").replaceFirst("^0x", ""),
                gpu.value("mig_mode/current_mig").isPresent(),
                isOnGrace(gpu),
                gpu.number("fb_memory_usage/total").orElse(0L)));
    Map<String, Object> board = new LinkedHashMap<>();
    board.put("extends", nearest);
    board.putAll(new CapturedBoard(gpu).properties().toMap());
    if (links.ports() > catalog.nvLinkPorts(nearest)) {
      String architecture = gpu.value("product_architecture").orElse("");
      board.put("nvlink", links.nvlink(architecture).toMap());
    }
    return board;
  }

  private static Properties atomics(SmiLog gpu) {
    return new Properties()
        .put("inbound", gpu.value("pci/atomic_caps_inbound").isPresent())
        .put("outbound", gpu.value("pci/atomic_caps_outbound").isPresent());
  }

  /**
   * One product has one set of limits; what the logs of its GPUs tell of it differs by rounding.
   */
  private List<Map<String, Object>> slots(
      List<SmiLog> gpus, Map<String, Object> common, CapturedSurroundings around) {
    List<Map<String, Object>> slots = new ArrayList<>();
    for (int i = 0; i < gpus.size(); i++) {
      Properties slot = new CapturedSlot(gpus.get(i), scrubbed).properties();
      around.slot(slot, i);
      Map<String, Object> own = board(gpus.get(i), around.links());
      if (own.get("product").equals(common.get("product"))) {
        own.computeIfPresent("thermals", (name, thermals) -> common.get(name));
      }
      if (!own.equals(common)) {
        slot.put("board", own);
      }
      if (hostGenerations(gpus).size() > 1) {
        slot.put(HOST_GENERATION, hostGeneration(gpus.get(i)));
      }
      slot.put("readings", new CapturedReadings(gpus.get(i)).properties());
      slots.add(slot.toMap());
    }
    return slots;
  }
}
