package dev.gpumock.topo.catalog;

import dev.gpumock.topo.Fabric;
import dev.gpumock.topo.Machine;
import java.util.Optional;
import java.util.UUID;

/** Puts machines into racks: those of one rack are one NVLink domain. */
public final class Racks {
  private static final UUID OWN_DOMAIN = new UUID(0, 0);

  private Racks() {}

  /**
   * The machine with the rack's cluster UUID. One without a fabric has none in a rack either, and a
   * baseboard that is its own domain is not linked with others.
   */
  public static Machine put(Machine machine, String rack) {
    return new Machine(
        machine.name(),
        machine.description(),
        machine.nodeName(),
        machine.driver(),
        machine.host(),
        machine.gpus(),
        machine.nics(),
        machine.nvSwitches(),
        machine.nvLinkPairs(),
        machine.fabric().map(fabric -> inRack(fabric, rack)),
        machine.refuses());
  }

  private static Fabric inRack(Fabric fabric, String rack) {
    return Optional.of(fabric)
        .filter(f -> !f.clusterUuid().equals(OWN_DOMAIN))
        .map(f -> new Fabric(Identity.clusterUuid("rack " + rack), f.cliqueId(), f.health()))
        .orElse(fabric);
  }
}
