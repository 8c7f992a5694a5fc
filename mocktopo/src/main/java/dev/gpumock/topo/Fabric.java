package dev.gpumock.topo;

import java.util.UUID;

/**
 * The NVLink domain that the node has joined.
 *
 * @param clusterUuid all zero on a baseboard that is its own domain
 * @param cliqueId partition of the domain
 * @param health what the fabric manager says of it, from driver 550 on
 */
public record Fabric(UUID clusterUuid, int cliqueId, Health health) {
  public Fabric {
    Check.range("cliqueId", cliqueId, 0, Integer.MAX_VALUE);
  }

  /** An answer of the health mask: two bits, numbered as NVML does. */
  public enum Answer {
    UNSUPPORTED,
    YES,
    NO
  }

  /** NVML_GPU_FABRIC_HEALTH_SUMMARY_*, by number. */
  public enum Summary {
    UNSUPPORTED,
    HEALTHY,
    UNHEALTHY,
    LIMITED_CAPACITY
  }

  /** NVML_GPU_FABRIC_HEALTH_MASK_INCORRECT_CONFIGURATION_*, by number, as far as ever seen. */
  public enum Configuration {
    UNSUPPORTED,
    CORRECT
  }

  /** Every part is unsupported on Hopper baseboards. */
  public record Health(
      Summary summary,
      Answer bandwidthDegraded,
      Answer routeRecovery,
      Answer routeUnhealthy,
      Answer accessTimeout,
      Configuration configuration) {}
}
