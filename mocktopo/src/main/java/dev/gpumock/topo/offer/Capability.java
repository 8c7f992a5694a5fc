package dev.gpumock.topo.offer;

import dev.gpumock.topo.CpuArchitecture;
import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.GpuArchitecture;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.Support;
import dev.gpumock.topo.Topology;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What tests ask of a machine before they run. */
public enum Capability {
  /** Its GPUs can be cut into instances. */
  MIG,
  /** MIG can be switched without a reset of the GPU: Hopper and later. */
  DYNAMIC_MIG,
  /** It has more than one GPU. */
  MULTI_GPU,
  /** NVLink joins its GPUs. */
  NVLINK,
  /** It is in an NVLink domain of several nodes. */
  COMPUTE_DOMAIN,
  AMD64,
  ARM64;

  /** Reads {@code dynamic-mig} and the like. */
  public static Capability parse(String word) {
    String constant = word.strip().toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(values())
        .filter(c -> c.name().equals(constant) || c.name().replace("_", "").equals(constant))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown requirement '"
                        + word
                        + "', it must be one of "
                        + words(EnumSet.allOf(Capability.class))));
  }

  /** The capabilities of a machine; those of GPUs must be had by all of them. */
  public static Set<Capability> of(Machine machine) {
    Set<Capability> all = EnumSet.noneOf(Capability.class);
    boolean mig = machine.gpus().stream().allMatch(Capability::hasMig);
    add(all, MIG, mig);
    add(all, DYNAMIC_MIG, mig && machine.gpus().stream().allMatch(Capability::isHopperOrLater));
    add(all, MULTI_GPU, machine.gpus().size() > 1);
    add(all, NVLINK, new Topology(machine).joinsGpus());
    add(
        all,
        COMPUTE_DOMAIN,
        machine.fabric().filter(f -> !f.clusterUuid().equals(new UUID(0, 0))).isPresent());
    all.add(machine.host().cpu() == CpuArchitecture.ARM64 ? ARM64 : AMD64);
    return all;
  }

  private static void add(Set<Capability> all, Capability capability, boolean holds) {
    if (holds) {
      all.add(capability);
    }
  }

  private static boolean hasMig(Gpu gpu) {
    return gpu.board().features().mig() != Support.UNSUPPORTED;
  }

  private static boolean isHopperOrLater(Gpu gpu) {
    return gpu.board().product().architecture().compareTo(GpuArchitecture.HOPPER) >= 0;
  }

  /** As people write it: {@code dynamic-mig}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String words(Set<Capability> capabilities) {
    return capabilities.stream().map(Capability::word).collect(Collectors.joining(", "));
  }
}
