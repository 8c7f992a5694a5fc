package dev.gpumock.cdi.discover;

import dev.gpumock.cdi.request.DriverFacts;
import dev.gpumock.cdi.request.HookName;
import dev.gpumock.cdi.request.Mode;
import dev.gpumock.cdi.request.ToolkitVersion;
import dev.gpumock.cdi.spec.CdiException;
import java.util.List;

/** What the toolkit gives every container: the driver's files where they are, and its hooks. */
final class ToolkitEdits {
  static final List<String> CONTROL_NODES =
      List.of("/dev/nvidia-modeset", "/dev/nvidia-uvm-tools", "/dev/nvidia-uvm", "/dev/nvidiactl");

  private ToolkitEdits() {}

  static Discovered find(Search search, DriverFacts facts, HookFactory hooks, DeviceNodes nodes)
      throws CdiException {
    DriverRoot driver = DriverRoot.find(search, facts.version());
    Discovered files = new DriverFiles(search, driver, hooks).find();
    if (search.request().mode() == Mode.MANAGEMENT) {
      return files;
    }
    boolean profiles = search.isAtLeast(ToolkitVersion.V1_20_0);
    return Discovered.merge(
        Discovered.nodes(nodes.locate(CONTROL_NODES)),
        new GraphicsFiles(search, driver, hooks).find(),
        files,
        Discovered.hooks(profiles ? hooks.create(HookName.UPDATE_APPLICATION_PROFILE) : List.of()));
  }
}
