package dev.gpumock.cdi.discover;

import dev.gpumock.cdi.request.DeviceSelection;
import dev.gpumock.cdi.request.Mode;
import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.spec.Device;
import dev.gpumock.cdi.spec.Mount;
import dev.gpumock.cdi.spec.SlashPath;
import dev.gpumock.cdi.tree.Locator;
import java.util.ArrayList;
import java.util.List;

/** The modes whose only device is {@code all}: every node of some kind. */
final class SingleDevice {
  /** Nodes of other drivers, or of devices that the management of GPUs is not about. */
  private static final List<String> NOT_MANAGED =
      List.of("nvidia-fs", "nvidia-nvswitch", "nvidia-nvlink");

  private final Search search;
  private final HookFactory hooks;
  private final DeviceNodes nodes;

  SingleDevice(Search search, HookFactory hooks, DeviceNodes nodes) {
    this.search = search;
    this.hooks = hooks;
    this.nodes = nodes;
  }

  List<Device> find() throws CdiException {
    Mode mode = search.request().mode();
    List<LocatedNode> located = nodes.locate(patterns(mode));
    Discovered found = mode == Mode.MANAGEMENT ? managed(located) : Discovered.nodes(located);
    if (mode == Mode.GDS && !located.isEmpty()) {
      found = Discovered.merge(found, Discovered.mounts(storageFiles()));
    }
    return List.of(Device.of(DeviceSelection.ALL, Edits.of(nodes, found)));
  }

  private static List<String> patterns(Mode mode) {
    return switch (mode) {
      case MANAGEMENT ->
          List.of(
              "/dev/nvidia*",
              "/dev/nvidia-caps/nvidia-cap*",
              "/dev/nvidia-modeset",
              "/dev/nvidia-uvm-tools",
              "/dev/nvidia-uvm",
              "/dev/nvidiactl",
              "/dev/nvidia-caps-imex-channels/channel*");
      case GDS -> List.of("/dev/nvidia-fs*");
      case GDRCOPY -> List.of("/dev/gdrdrv");
      case MOFED -> List.of("/dev/infiniband/uverbs*", "/dev/infiniband/rdma_cm");
      case NVSWITCH -> List.of("/dev/nvidia-nvswitchctl", "/dev/nvidia-nvswitch*");
      case NVML, IMEX -> throw new IllegalArgumentException(mode + " has several devices");
    };
  }

  private Discovered managed(List<LocatedNode> located) throws CdiException {
    List<LocatedNode> kept =
        located.stream()
            .filter(node -> NOT_MANAGED.stream().noneMatch(name(node)::startsWith))
            .toList();
    if (kept.isEmpty()) {
      throw new CdiException(
          "no NVIDIA device nodes in " + SlashPath.join(search.devRoot(), "/dev"));
    }
    return Discovered.merge(Discovered.nodes(kept), GpuNodes.directoryModes(hooks, located));
  }

  private static String name(LocatedNode node) {
    return SlashPath.name(node.hostPath().text());
  }

  private List<Mount> storageFiles() {
    String root = search.root();
    Locator directories = Locator.ofDirectories(search.files(), List.of(root));
    Locator configuration = Locator.ofFiles(search.files(), List.of(root), Locator.ALL);
    List<Mount> mounts =
        new ArrayList<>(
            MountSearch.find(root, directories::locate, List.of("/run/udev"), Mount.READ_ONLY));
    mounts.addAll(
        MountSearch.find(
            root, configuration::locate, List.of("/etc/cufile.json"), Mount.READ_ONLY));
    return mounts;
  }
}
