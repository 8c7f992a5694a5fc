package dev.gpumock.ctl.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether a node's driver has all the GPUs that it had when it was looked at before, and the
 * cluster offers them.
 */
final class NodeCheck {
  private final RunSettings settings;
  private final Driver driver;
  private final Observer observer;
  private final Map<String, SortedSet<String>> before = new HashMap<>();

  NodeCheck(RunSettings settings, Driver driver, Observer observer) {
    this.settings = settings;
    this.driver = driver;
    this.observer = observer;
  }

  List<Finding> of(String node) {
    List<Finding> findings = new ArrayList<>();
    SortedSet<String> there;
    try {
      there = observer.uuids(node);
      findings.add(offered(node, there));
    } catch (ScenarioException e) {
      // A node that was just powered on may not answer yet.
      return List.of(new Finding(false, "GPUs of " + node, "NVML of the node", e.getMessage()));
    }
    if (before.containsKey(node)) {
      Sightings then = sightings(node, before.get(node));
      findings.add(then.compare("GPUs of " + node + " as before", sightings(node, there)));
    }
    if (findings.stream().allMatch(Finding::good)) {
      before.putIfAbsent(node, there);
    }
    return findings;
  }

  /** The device plugin's kubelet tells no UUIDs, only how many there are. */
  private Finding offered(String node, SortedSet<String> there) {
    Inventory inventory = Inventory.of(settings.kubectl(), driver);
    if (driver == Driver.DRA) {
      return sightings(node, there)
          .compare("ResourceSlices of " + node, sightings(node, inventory.uuids(node)));
    }
    return Finding.equal(
        "nvidia.com/gpu of " + node, there.size() + " GPUs", inventory.on(node) + " GPUs");
  }

  private static Sightings sightings(String node, Set<String> uuids) {
    return new Sightings(Map.of(node, new TreeSet<>(uuids)));
  }
}
