package dev.gpumock.ctl.scenario;

import java.util.List;

/**
 * What a cluster must have for a scenario to make sense.
 *
 * @param driver what gives out the GPUs
 * @param gpus on one node
 * @param nodes with GPUs
 * @param mig whether the GPUs must be of a kind that can be partitioned
 * @param nodePower whether nodes are powered off and on
 * @param kubernetesFeatures feature gates of the API server
 * @param driverFeatures feature gates of the DRA driver
 */
public record Requirements(
    Driver driver,
    int gpus,
    int nodes,
    boolean mig,
    boolean nodePower,
    List<String> kubernetesFeatures,
    List<String> driverFeatures) {
  public Requirements {
    kubernetesFeatures = List.copyOf(kubernetesFeatures);
    driverFeatures = List.copyOf(driverFeatures);
  }

  /** In one line, for a list of scenarios. */
  public String summary() {
    StringBuilder text = new StringBuilder(driver.label());
    text.append(gpus > 1 ? ", " + gpus + " GPUs" : "")
        .append(nodes > 1 ? ", " + nodes + " nodes" : "");
    text.append(mig ? ", MIG" : "").append(nodePower ? ", --node-off and --node-on" : "");
    kubernetesFeatures.forEach(feature -> text.append(", ").append(feature));
    driverFeatures.forEach(feature -> text.append(", ").append(feature));
    return text.toString();
  }
}
