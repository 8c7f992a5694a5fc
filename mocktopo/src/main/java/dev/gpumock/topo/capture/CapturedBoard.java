package dev.gpumock.topo.capture;

import dev.gpumock.topo.Brand;
import dev.gpumock.topo.GpuArchitecture;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a {@code gpu} element tells of the product: changes to the catalog's board. */
final class CapturedBoard {
  /** The longest version of an object that NVML has room for. */
  private static final int INFOROM = 15;

  private final SmiLog gpu;

  CapturedBoard(SmiLog gpu) {
    this.gpu = gpu;
  }

  Properties properties() {
    Properties board = new Properties();
    board.put("product", product());
    board.put("pci", pci());
    board.put("partNumbers", partNumbers());
    board.put("memory", memory());
    board.put("pcie", pcie());
    power(board, "power", CapturedReadings.powerGroup(gpu));
    power(board, "modulePower", "module_power_readings");
    board.put("clocks", new CapturedClocks(gpu).properties());
    new CapturedThermals(gpu).into(board);
    board.known("fanPercent", gpu.number("fan_speed"), gpu.refused("fan_speed"));
    board.put("firmware", firmware());
    board.put("ecc", ecc());
    board.put("features", features());
    return board;
  }

  private Properties product() {
    Properties product = new Properties();
    product.put("name", gpu.value("product_name"));
    gpu.value("product_brand")
        .map(text -> text.toUpperCase(Locale.ROOT).replace(' ', '_'))
        .filter(text -> Arrays.stream(Brand.values()).anyMatch(b -> b.name().equals(text)))
        .map(text -> text.toLowerCase(Locale.ROOT).replace('_', '-'))
        .ifPresent(text -> product.put("brand", text));
    Arrays.stream(GpuArchitecture.values())
        .filter(a -> gpu.value("product_architecture").equals(Optional.of(a.printedName())))
        .forEach(a -> product.put("architecture", a.name().toLowerCase(Locale.ROOT)));
    capability(product);
    return product;
  }

  /** CUDA's, of generations before the catalog's first; of the others the nearest board tells. */
  private void capability(Properties product) {
    String name = gpu.value("product_name").orElse("");
    String capability =
        switch (gpu.value("product_architecture").orElse("")) {
          case "Kepler" -> name.contains("K80") ? "3.7" : "3.5";
          case "Maxwell" -> "5.2";
          case "Pascal" -> name.contains("P100") ? "6.0" : "6.1";
          default -> "";
        };
    if (!capability.isEmpty()) {
      product.put("computeMajor", capability.substring(0, 1));
      product.put("computeMinor", capability.substring(2));
    }
  }

  private Properties pci() {
    Properties pci = new Properties();
    ids("pci/pci_device_id", pci, "device", "vendor");
    ids("pci/pci_sub_system_id", pci, "subsystem", "subsystemVendor");
    gpu.value("pci/pci_sub_class").ifPresent(number -> pci.put("vga", number.equals("0")));
    return pci;
  }

  /** {@code 20B010DE}: the device's number, then the vendor's. */
  private void ids(String path, Properties pci, String device, String vendor) {
    gpu.value(path)
        .map(id -> id.replaceFirst("^0x", ""))
        .filter(id -> id.matches("[0-9A-Fa-f]{8}") && !id.startsWith("0000"))
        .ifPresent(
            id -> {
              pci.put(vendor, "0x" + id.substring(4).toLowerCase(Locale.ROOT));
              pci.put(device, "0x" + id.substring(0, 4).toLowerCase(Locale.ROOT));
            });
  }

  private Properties partNumbers() {
    Properties numbers = new Properties();
    numbers.known("board", gpu.value("board_part_number"), gpu.refused("board_part_number"));
    numbers.known("gpu", gpu.value("gpu_part_number"), gpu.refused("gpu_part_number"));
    numbers.known("fru", gpu.value("gpu_fru_part_number"), gpu.refused("gpu_fru_part_number"));
    return numbers;
  }

  private Properties memory() {
    String bar1 = "bar1_memory_usage/total";
    Properties memory = new Properties();
    memory.put("totalMiB", gpu.number("fb_memory_usage/total"));
    memory.put("reservedMiB", gpu.number("fb_memory_usage/reserved"));
    memory.known("bar1MiB", gpu.number(bar1), gpu.refused(bar1));
    return memory;
  }

  private Properties pcie() {
    String link = "pci/pci_gpu_link_info/";
    Properties pcie = new Properties();
    pcie.put(
        "maxGeneration",
        gpu.number(link + "pcie_gen/max_device_link_gen")
            .or(() -> gpu.number(link + "pcie_gen/max_link_gen")));
    pcie.put("maxWidth", gpu.number(link + "link_widths/max_link_width"));
    return pcie;
  }

  /** What a log leaves out of the limits is the default. */
  private void power(Properties board, String name, String group) {
    Optional<Long> usual =
        gpu.milli(group + "/default_power_limit")
            .or(() -> gpu.milli(group + "/current_power_limit"));
    board.known(
        name,
        usual.map(limit -> limits(group, limit)),
        gpu.refused(group + "/default_power_limit"));
  }

  private Map<String, Object> limits(String group, long usual) {
    long min = gpu.milli(group + "/min_power_limit").orElse(usual);
    long max = gpu.milli(group + "/max_power_limit").orElse(usual);
    return new Properties()
        .put("minMilliwatts", Math.min(min, usual))
        .put("defaultMilliwatts", usual)
        .put("maxMilliwatts", Math.max(max, usual))
        .toMap();
  }

  private Properties firmware() {
    Properties firmware = new Properties();
    firmware.known("vbios", gpu.value("vbios_version"), gpu.refused("vbios_version"));
    List.of("img_version", "oem_object", "ecc_object", "pwr_object")
        .forEach(
            object -> {
              String path = "inforom_version/" + object;
              Optional<String> version = gpu.value(path).filter(text -> text.length() <= INFOROM);
              firmware.known(property(object), version, gpu.refused(path));
            });
    if (gpu.has("gsp_firmware_version")) {
      firmware.put("gsp", gpu.value("gsp_firmware_version").isPresent());
    }
    return firmware;
  }

  private static String property(String object) {
    return switch (object) {
      case "img_version" -> "inforomImage";
      case "oem_object" -> "inforomOem";
      case "ecc_object" -> "inforomEcc";
      default -> "inforomPower";
    };
  }

  private Properties ecc() {
    Properties ecc = new Properties();
    if (gpu.refused("ecc_mode/current_ecc")) {
      return ecc.put("scheme", "none").put("enabledByDefault", false).without("remapBanks");
    }
    gpu.value("ecc_mode/current_ecc")
        .ifPresent(mode -> ecc.put("enabledByDefault", mode.equals("Enabled")));
    if (gpu.refused("ecc_errors/volatile/dram_correctable")
        && gpu.number("ecc_errors/aggregate/dram_correctable").isPresent()) {
      ecc.put("volatileRefused", true);
    }
    List<Long> histogram = CapturedReadings.histogram(gpu);
    if (!histogram.isEmpty()) {
      ecc.put("scheme", "row-remapping");
      ecc.put("remapBanks", histogram.stream().mapToLong(Long::longValue).sum());
    } else if (gpu.number("ecc_errors/volatile/single_bit/register_file").isPresent()) {
      ecc.put("scheme", "locations").without("remapBanks");
    } else if (gpu.number("retired_pages/double_bit_retirement/retired_count").isPresent()) {
      ecc.put("scheme", "retired-pages").without("remapBanks");
    }
    return ecc;
  }

  private Properties features() {
    Properties features = new Properties();
    support("mig_mode/current_mig", "mig", features);
    support("c2c_mode", "c2c", features);
    support("sparse_operation_mode", "sparseOperation", features);
    word("addressing_mode", "addressing", features, "None", "HMM", "ATS");
    gpu.value("display_mode")
        .filter(text -> text.matches("Enabled|Disabled"))
        .ifPresent(text -> features.put("displayMode", text.equals("Enabled")));
    features.put("displayActive", gpu.value("display_active").equals(Optional.of("Enabled")));
    features.put("unnumbered", gpu.refused("serial"));
    String average = "gpu_power_readings/average_power_draw";
    if (gpu.has(average)) {
      features.put("averagePower", gpu.value(average).isPresent());
    }
    return features;
  }

  private void support(String path, String name, Properties features) {
    word(path, name, features, "Disabled", "Enabled");
  }

  private void word(String path, String name, Properties features, String... words) {
    Optional<String> word = gpu.refused(path) ? Optional.of("unsupported") : gpu.word(path, words);
    features.put(name, word.map(text -> text.toLowerCase(Locale.ROOT)));
  }
}
