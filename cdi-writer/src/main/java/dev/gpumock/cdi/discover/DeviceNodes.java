package dev.gpumock.cdi.discover;

import dev.gpumock.cdi.request.FeatureFlag;
import dev.gpumock.cdi.request.NodeSource;
import dev.gpumock.cdi.request.NodeSource.Declared;
import dev.gpumock.cdi.spec.ContainerEdits;
import dev.gpumock.cdi.spec.ContainerPath;
import dev.gpumock.cdi.spec.DeviceNode;
import dev.gpumock.cdi.spec.HostPath;
import dev.gpumock.cdi.spec.TextOrder;
import dev.gpumock.cdi.tree.GlobPattern;
import dev.gpumock.cdi.tree.Locator;
import dev.gpumock.cdi.tree.NodeFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Finds device nodes, and describes those that were found. */
final class DeviceNodes {
  private final Search search;
  private final Locator locator;

  DeviceNodes(Search search) {
    this.search = search;
    this.locator = Locator.ofCharacterDevices(search.files(), search.devRoot());
  }

  /**
   * @param patterns paths as in a container, for example {@code /dev/nvidia*}; one that is not
   *     there is a warning
   */
  List<LocatedNode> locate(List<String> patterns) {
    Map<HostPath, LocatedNode> nodes = new LinkedHashMap<>();
    for (String pattern : patterns) {
      List<LocatedNode> found =
          search.request().nodes() instanceof Declared declared
              ? declared(declared, pattern)
              : onDisk(pattern);
      if (found.isEmpty()) {
        search.warn("no character device " + pattern + " below " + search.devRoot());
      }
      found.forEach(node -> nodes.putIfAbsent(node.hostPath(), node));
    }
    return List.copyOf(nodes.values());
  }

  private List<LocatedNode> onDisk(String pattern) {
    return locator.locate(pattern).stream()
        .map(
            path ->
                new LocatedNode(
                    new HostPath(path), MountSearch.containerPath(search.devRoot(), path)))
        .toList();
  }

  private static List<LocatedNode> declared(Declared declared, String pattern) {
    GlobPattern glob = GlobPattern.of(pattern);
    return declared.nodes().keySet().stream()
        .filter(path -> glob.matches(path) && sameDepth(path, pattern))
        .sorted(TextOrder.BYTES)
        .map(path -> new LocatedNode(new HostPath(path), new ContainerPath(path)))
        .toList();
  }

  private static boolean sameDepth(String path, String pattern) {
    return path.chars().filter(c -> c == '/').count()
        == pattern.chars().filter(c -> c == '/').count();
  }

  /** Nodes, and the groups that a process needs to open them. */
  ContainerEdits describe(List<LocatedNode> nodes) {
    List<DeviceNode> described = new ArrayList<>();
    List<Long> groups = new ArrayList<>();
    boolean withGroups = !search.request().has(FeatureFlag.NO_ADDITIONAL_GIDS_FOR_DEVICE_NODES);
    for (LocatedNode node : nodes) {
      Optional<NodeFacts> facts = facts(node);
      described.add(describe(node, facts));
      facts
          .filter(f -> withGroups && f.gid() != 0 && f.mode() != 0 && f.isRestricted())
          .ifPresent(f -> groups.add(f.gid()));
    }
    return ContainerEdits.of(described, groups);
  }

  private Optional<NodeFacts> facts(LocatedNode node) {
    NodeSource source = search.request().nodes();
    return source instanceof Declared declared
        ? declared.at(node.path().text())
        : NodeFacts.read(search.files(), node.hostPath().text());
  }

  private DeviceNode describe(LocatedNode node, Optional<NodeFacts> facts) {
    boolean declared = search.request().nodes() instanceof Declared;
    boolean samePath = node.hostPath().text().equals(node.path().text());
    Optional<HostPath> hostPath = samePath ? Optional.empty() : Optional.of(node.hostPath());
    if (facts.isEmpty()) {
      return DeviceNode.at(node.path(), node.hostPath()).withHostPath(hostPath);
    }
    NodeFacts known = facts.get();
    return new DeviceNode(
        node.path(),
        hostPath,
        declared ? "c" : "",
        known.major(),
        known.minor(),
        known.mode() == 0 ? OptionalInt.empty() : OptionalInt.of(known.mode()),
        "rwm",
        OptionalLong.empty(),
        known.gid() == 0 ? OptionalLong.empty() : OptionalLong.of(known.gid()));
  }
}
