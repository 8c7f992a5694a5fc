package dev.gpumock.topo;

import java.util.UUID;

/**
 * The NVLink domain that the node has joined.
 *
 * @param clusterUuid all zero on a baseboard that is its own domain
 * @param cliqueId partition of the domain
 */
public record Fabric(UUID clusterUuid, int cliqueId) {
  public Fabric {
    Check.range("cliqueId", cliqueId, 0, Integer.MAX_VALUE);
  }
}
