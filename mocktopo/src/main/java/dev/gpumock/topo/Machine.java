package dev.gpumock.topo;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A whole node, resolved: every value that the driver library, the file tree and the CDI
 * specification are made from. The same machine name, node name and catalog give an equal machine.
 *
 * @param name of the catalog or of the user's file, for example {@code dgxa100}
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
    Optional<Fabric> fabric) {
  public static final int MAX_GPUS = 64;

  public Machine {
    Check.text("name", name, 63);
    Check.text("nodeName", nodeName, 253);
    gpus = List.copyOf(gpus);
    nics = List.copyOf(nics);
    nvSwitches = List.copyOf(nvSwitches);
    nvLinkPairs = List.copyOf(nvLinkPairs);
    Check.range("gpus", gpus.size(), 1, MAX_GPUS);
    unique(gpus, Gpu::index, "index");
    unique(gpus, Gpu::minor, "minor");
    unique(gpus, Gpu::bdf, "bdf");
    unique(gpus, gpu -> gpu.uuid().toString(), "uuid");
  }

  private static void unique(List<Gpu> gpus, Function<Gpu, Object> part, String property) {
    Set<Object> seen = new HashSet<>();
    for (Gpu gpu : gpus) {
      Check.that(
          seen.add(part.apply(gpu)), "two GPUs have the " + property + " " + part.apply(gpu));
    }
  }
}
