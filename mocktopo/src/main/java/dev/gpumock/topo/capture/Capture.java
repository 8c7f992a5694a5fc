package dev.gpumock.topo.capture;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Writes the machine file of a real node from what its own tools print. */
public final class Capture {
  private static final int LINE = 160;
  private static final int SHOWN = 60;
  private static final Pattern PLACE = Pattern.compile("machine file:([0-9]+): (.*)");

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
    String text;
    try {
      text = text(file, smiLog, topology, lspci);
    } catch (IllegalArgumentException e) {
      throw new CatalogException(file + ": it makes no machine: " + e.getMessage());
    }
    check(file, text);
    return text;
  }

  /** What is written can be read; a breach is told with the line that it would have made. */
  private void check(String file, String text) {
    try {
      catalog.machine("machine file", text.getBytes(StandardCharsets.UTF_8), "any-node");
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

  private String text(
      String file, byte[] smiLog, Optional<String> topology, Optional<String> lspci) {
    SmiLog log = SmiLog.parse(file, smiLog);
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
    Map<String, Object> board = board(gpus.get(0));
    machine.put("board", board);
    machine.put(
        "hostMaxPcieGeneration",
        gpus.get(0).number("pci/pci_gpu_link_info/pcie_gen/max_host_link_gen"));
    machine.put("atomics", atomics(gpus.get(0)));
    machine.put("gpus", slots(gpus, board, around));
    around.devices(machine, gpus.get(0).value("fabric/state").isPresent());
    machine.put("fabric", fabric(gpus.get(0)));
    return "# Captured with nvidia-smi -q -x on a real node.\n" + yaml().dump(machine.toMap());
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
    String virtualization = "gpu_virtualization_mode/virtualization_mode";
    return new Properties()
        .put("cpu", isOnGrace(gpu) ? "arm64" : "amd64")
        .put(
            "virtualization",
            gpu.value(virtualization).equals(Optional.of("Pass-Through")) ? "pass-through" : "none")
        .put("numaNodes", around.numaNodes());
  }

  private static boolean isOnGrace(SmiLog gpu) {
    return gpu.value("c2c_mode").equals(Optional.of("Enabled"));
  }

  private Map<String, Object> board(SmiLog gpu) {
    String nearest =
        catalog.nearestBoard(
            new NearestBoard(
                gpu.value("product_name").orElse(""),
                gpu.value("product_architecture").orElse(""),
                gpu.value("mig_mode/current_mig").isPresent(),
                isOnGrace(gpu),
                gpu.number("fb_memory_usage/total").orElse(0L)));
    Map<String, Object> board = new LinkedHashMap<>();
    board.put("extends", nearest);
    board.putAll(new CapturedBoard(gpu).properties().toMap());
    return board;
  }

  private static Properties atomics(SmiLog gpu) {
    return new Properties()
        .put("inbound", gpu.value("pci/atomic_caps_inbound").isPresent())
        .put("outbound", gpu.value("pci/atomic_caps_outbound").isPresent());
  }

  private List<Map<String, Object>> slots(
      List<SmiLog> gpus, Map<String, Object> common, CapturedSurroundings around) {
    List<Map<String, Object>> slots = new ArrayList<>();
    for (int i = 0; i < gpus.size(); i++) {
      Properties slot = slot(gpus.get(i));
      around.slot(slot, i);
      Map<String, Object> own = board(gpus.get(i));
      own.computeIfPresent("thermals", (name, thermals) -> common.get(name));
      if (!own.equals(common)) {
        slot.put("board", own);
      }
      slot.put("readings", new CapturedReadings(gpus.get(i)).properties());
      slots.add(slot.toMap());
    }
    return slots;
  }

  private Properties slot(SmiLog gpu) {
    String link = "pci/pci_gpu_link_info/";
    Properties slot = new Properties();
    slot.put("bdf", gpu.value("pci/pci_bus_id").map(CapturedSurroundings::bdf));
    slot.put("minor", gpu.number("minor_number"));
    slot.put(
        "moduleId", gpu.number("platformInfo/module_id").or(() -> gpu.number("gpu_module_id")));
    slot.put(
        "pcieGeneration",
        gpu.number(link + "pcie_gen/device_current_link_gen")
            .or(() -> gpu.number(link + "pcie_gen/current_link_gen")));
    slot.put("pcieWidth", gpu.number(link + "link_widths/current_link_width"));
    slot.put("persistenceMode", gpu.value("persistence_mode").equals(Optional.of("Enabled")));
    if (!scrubbed) {
      slot.put("uuid", gpu.value("uuid"));
      slot.put("serial", gpu.value("serial"));
      slot.put("pdi", gpu.value("pdi"));
    }
    slot.put("platform", platform(gpu));
    return slot;
  }

  private Properties platform(SmiLog gpu) {
    Properties place = new Properties();
    if (gpu.number("platformInfo/host_id").isEmpty()) {
      return place;
    }
    if (!scrubbed) {
      place.put("chassisSerial", gpu.value("platformInfo/chassis_serial_number"));
      place.put("fabricGuid", gpu.value("platformInfo/gpu_fabric_guid"));
    }
    return place
        .put("slot", gpu.number("platformInfo/slot_number"))
        .put("tray", gpu.number("platformInfo/tray_index"))
        .put("hostId", gpu.number("platformInfo/host_id"))
        .put(
            "switchConnected",
            gpu.value("platformInfo/peer_type").equals(Optional.of("Switch Connected")));
  }

  private Properties fabric(SmiLog gpu) {
    Properties fabric = new Properties();
    if (gpu.value("fabric/state").isEmpty()) {
      return fabric;
    }
    fabric.put("cliqueId", gpu.number("fabric/cliqueId").orElse(0L));
    Optional<String> cluster = gpu.value("fabric/clusterUuid");
    boolean own = cluster.map(id -> id.matches("[0-]+")).orElse(true);
    if (scrubbed && !own) {
      fabric.put("domain", "captured");
    } else {
      fabric.put("clusterUuid", cluster);
    }
    Properties health = new Properties();
    health.put(
        "summary",
        gpu.value("fabric/health/summary").map(s -> s.toLowerCase(Locale.ROOT).replace(' ', '-')));
    health.put("bandwidthDegraded", answer(gpu, "bandwidth", "Full"));
    health.put("routeRecovery", answer(gpu, "route_recovery_in_progress", "False"));
    health.put("routeUnhealthy", answer(gpu, "route_unhealthy", "False"));
    health.put("accessTimeout", answer(gpu, "access_timeout_recovery", "False"));
    health.put(
        "configuration",
        gpu.value("fabric/health/incorrect_configuration")
            .filter(v -> v.equals("None"))
            .map(v -> "correct"));
    return fabric.put("health", health);
  }

  private static Optional<String> answer(SmiLog gpu, String name, String no) {
    return gpu.value("fabric/health/" + name).map(text -> text.equals(no) ? "no" : "yes");
  }
}
