package dev.gpumock.nvml;

import dev.gpumock.topo.Machine;
import dev.gpumock.topo.Nic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the kernel shows below /sys of a machine's network adapters, as far as hwloc, which is part
 * of nvidia-smi, looks: it goes to the folder that HWLOC_FSROOT names.
 */
final class AdapterSysfs {
  private static final int HEADER = 256;

  private final Path root;

  private AdapterSysfs(Path root) {
    this.root = root;
  }

  static Path in(Path root, Machine machine) throws IOException {
    AdapterSysfs tree = new AdapterSysfs(root);
    tree.processor();
    for (Nic nic : machine.nics()) {
      tree.adapter(nic);
    }
    return root;
  }

  private void processor() throws IOException {
    write(
        "sys/devices/system/cpu/cpu0/topology",
        Map.of(
            "core_id",
            "0",
            "physical_package_id",
            "0",
            "thread_siblings",
            "1",
            "core_siblings",
            "1"));
    write("proc", Map.of("cpuinfo", "processor : 0", "meminfo", "MemTotal: 1 kB"));
  }

  private void adapter(Nic nic) throws IOException {
    String bdf = nic.bdf().toString();
    String device = "devices/pci" + bdf.substring(0, 7) + "/" + bdf;
    write(
        "sys/" + device,
        Map.of("vendor", "0x15b3", "device", "0x1021", "class", "0x020700", "revision", "0x00"));
    byte[] header = new byte[HEADER];
    header[11] = 2; // of a network
    header[10] = 7; // of InfiniBand's kind
    Files.write(root.resolve("sys/" + device + "/config"), header);
    write("sys/" + device + "/infiniband/" + nic.name(), Map.of("node_type", "1: CA"));
    link("sys/bus/pci/devices/" + bdf, "../../../" + device);
    link("sys/class/infiniband/" + nic.name(), "../../" + device + "/infiniband/" + nic.name());
  }

  private void write(String folder, Map<String, String> files) throws IOException {
    Path directory = Files.createDirectories(root.resolve(folder));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(directory.resolve(file.getKey()), file.getValue() + "\n");
    }
  }

  private void link(String name, String target) throws IOException {
    Path link = root.resolve(name);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(target));
  }
}
