package dev.gpumock.cdi.discover;

import dev.gpumock.cdi.request.GpuFacts;
import dev.gpumock.cdi.spec.SlashPath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The nodes of a GPU: its own, and those of its graphics half below /dev/dri. */
final class GpuNodes {
  private static final Set<String> DIRECTORIES_OF_THEIR_OWN =
      Set.of("/dev/dri", "/dev/nvidia-caps");

  private final Search search;
  private final HookFactory hooks;
  private final DeviceNodes nodes;

  GpuNodes(Search search, HookFactory hooks, DeviceNodes nodes) {
    this.search = search;
    this.hooks = hooks;
    this.nodes = nodes;
  }

  Discovered find(GpuFacts gpu) {
    List<String> paths = new ArrayList<>(List.of("/dev/nvidia" + gpu.minor()));
    paths.addAll(graphicsNodes(gpu));
    List<LocatedNode> located = nodes.locate(paths);
    return Discovered.merge(
        Discovered.nodes(located), byPathLinks(gpu, located), directoryModes(hooks, located));
  }

  /** By the kernel's view of the PCI device; in no root, as the kernel has none. */
  List<String> graphicsNodes(GpuFacts gpu) {
    String directory = SlashPath.join("/sys/bus/pci/devices", gpu.busId(), "drm");
    return search.files().list(directory).stream().map(name -> "/dev/dri/" + name).toList();
  }

  /** A hook for the links of udev that lead to one of {@code located}. */
  Discovered byPathLinks(GpuFacts gpu, List<LocatedNode> located) {
    List<String> links = new ArrayList<>();
    for (String kind : List.of("card", "render")) {
      String link =
          SlashPath.join(search.devRoot(), "/dev/dri/by-path/pci-" + gpu.busId() + "-" + kind);
      Optional<String> target = search.files().readLink(link);
      if (target.isPresent() && leadsToOne(link, target.get(), located)) {
        links.add(target.get() + "::" + link);
      }
    }
    return Discovered.hooks(hooks.createSymlinks(links));
  }

  private static boolean leadsToOne(String link, String target, List<LocatedNode> located) {
    String node = target.startsWith("/") ? target : SlashPath.join(SlashPath.parent(link), target);
    return located.stream().anyMatch(n -> n.hostPath().text().equals(node));
  }

  /** crun once made these directories unreadable for a rootless user; off unless asked for. */
  static Discovered directoryModes(HookFactory hooks, List<LocatedNode> located) {
    Set<String> directories = new LinkedHashSet<>();
    for (LocatedNode node : located) {
      String directory = SlashPath.parent(node.path().text());
      if (DIRECTORIES_OF_THEIR_OWN.contains(directory)) {
        directories.add(directory);
      }
    }
    return Discovered.hooks(hooks.chmod(List.copyOf(directories)));
  }
}
