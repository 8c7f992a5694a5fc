package dev.gpumock.topo;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A whole node, resolved: every value that the driver library, the file tree and the CDI
 * specification are made from. The same machine name, node name and catalog give an equal machine.
 *
 * @param name of the catalog or of the user's file, for example {@code dgxa100}
 * @param refuses what the driver does not tell, whatever the boards could
 * @param nodeName seed of UUIDs and serials: unique in a cluster
 */
public record Machine(
    String name,
    String description,
    String nodeName,
    Driver driver,
    Host host,
    List<Gpu> gpus,
    List<Nic> nics,
    List<NvSwitch> nvSwitches,
    List<NvLinkPair> nvLinkPairs,
    Optional<Fabric> fabric,
    List<Refusal> refuses) {
  public static final int MAX_GPUS = 64;

  public Machine {
    Check.text("name", name, 63);
    Check.text("nodeName", nodeName, 253);
    gpus = List.copyOf(gpus);
    nics = List.copyOf(nics);
    nvSwitches = List.copyOf(nvSwitches);
    nvLinkPairs = List.copyOf(nvLinkPairs);
    refuses = List.copyOf(refuses);
    Check.range("gpus", gpus.size(), 1, MAX_GPUS);
    Set<String> seen = new HashSet<>();
    for (Gpu gpu : gpus) {
      unique(seen, "index " + gpu.index());
      unique(seen, "minor " + gpu.minor());
      unique(seen, "bdf " + gpu.bdf());
      unique(seen, "uuid " + gpu.uuid());
    }
  }

  private static void unique(Set<String> seen, String value) {
    Check.that(seen.add(value), "two GPUs have the " + value);
  }
}
