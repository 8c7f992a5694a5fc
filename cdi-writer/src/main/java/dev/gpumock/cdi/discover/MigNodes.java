package dev.gpumock.cdi.discover;

import dev.gpumock.cdi.request.GpuFacts;
import dev.gpumock.cdi.request.MigFacts;
import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.spec.SlashPath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The nodes of a MIG device: its GPU's, and the capabilities of its two instances. */
final class MigNodes {
  /**
   * Lines such as {@code gpu0/gi1/ci0/access 13}: a capability and its minor number. The kernel's,
   * or else that of a driver root that stands for one.
   */
  private static final String MINORS = "/proc/driver/nvidia-caps/mig-minors";

  private final Search search;
  private final GpuNodes gpuNodes;
  private final DeviceNodes nodes;

  MigNodes(Search search, GpuNodes gpuNodes, DeviceNodes nodes) {
    this.search = search;
    this.gpuNodes = gpuNodes;
    this.nodes = nodes;
  }

  Discovered find(GpuFacts gpu, MigFacts mig) throws CdiException {
    Map<String, String> minors = minors();
    String instance = "gpu" + gpu.minor() + "/gi" + mig.gpuInstance();
    List<String> paths = new ArrayList<>(List.of("/dev/nvidia" + gpu.minor()));
    paths.add(capability(minors, instance + "/access"));
    paths.add(capability(minors, instance + "/ci" + mig.computeInstance() + "/access"));
    if (!mig.graphics()) {
      return Discovered.nodes(nodes.locate(paths));
    }
    paths.addAll(gpuNodes.graphicsNodes(gpu));
    List<LocatedNode> located = nodes.locate(paths);
    return Discovered.merge(Discovered.nodes(located), gpuNodes.byPathLinks(gpu, located));
  }

  private static String capability(Map<String, String> minors, String name) throws CdiException {
    String minor = minors.get(name);
    if (minor == null) {
      throw new CdiException(MINORS + " has no line '" + name + " <minor>'");
    }
    return "/dev/nvidia-caps/nvidia-cap" + minor;
  }

  private Map<String, String> minors() throws CdiException {
    byte[] text =
        search
            .files()
            .read(MINORS)
            .or(() -> search.files().read(SlashPath.join(search.root(), MINORS)))
            .orElseThrow(() -> new CdiException("MIG devices need " + MINORS + ", not there"));
    Map<String, String> minors = new HashMap<>();
    for (String line : new String(text, StandardCharsets.UTF_8).split("\n")) {
      String[] parts = line.split(" ", -1);
      if (parts.length == 2 && parts[1].matches("[0-9]{1,9}")) {
        minors.put(parts[0], String.valueOf(Integer.parseInt(parts[1])));
      }
    }
    return minors;
  }
}
