package dev.gpumock.topo.capture;

import java.util.Optional;

/** Where a {@code gpu} element's board sits, and what tells it from its sisters. */
final class CapturedSlot {
  private final SmiLog gpu;
  private final boolean scrubbed;

  CapturedSlot(SmiLog gpu, boolean scrubbed) {
    this.gpu = gpu;
    this.scrubbed = scrubbed;
  }

  Properties properties() {
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
    slot.put("settings", new CapturedSettings(gpu).properties());
    if (!scrubbed) {
      slot.put(
          "uuid",
          gpu.value("uuid")
              .filter(id -> id.matches("(?i)GPU-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")));
      slot.put("serial", gpu.value("serial"));
      slot.put("pdi", gpu.value("pdi").filter(CapturedSlot::isNumber));
    }
    slot.put("platform", platform());
    return slot;
  }

  private Properties platform() {
    Properties place = new Properties();
    if (gpu.number("platformInfo/host_id").isEmpty()) {
      return place;
    }
    if (!scrubbed) {
      place.put("chassisSerial", gpu.value("platformInfo/chassis_serial_number"));
      place.put(
          "fabricGuid", gpu.value("platformInfo/gpu_fabric_guid").filter(CapturedSlot::isNumber));
    }
    return place
        .put("slot", gpu.number("platformInfo/slot_number"))
        .put("tray", gpu.number("platformInfo/tray_index"))
        .put("hostId", gpu.number("platformInfo/host_id"))
        .put(
            "switchConnected",
            gpu.value("platformInfo/peer_type").equals(Optional.of("Switch Connected")));
  }

  private static boolean isNumber(String text) {
    return text.matches("0x[0-9a-fA-F]{1,16}");
  }
}
