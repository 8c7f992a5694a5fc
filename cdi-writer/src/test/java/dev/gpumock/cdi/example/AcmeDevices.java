package dev.gpumock.cdi.example;

import dev.gpumock.cdi.file.SpecFile;
import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.spec.CdiSpec;
import dev.gpumock.cdi.spec.ContainerEdits;
import dev.gpumock.cdi.spec.ContainerPath;
import dev.gpumock.cdi.spec.Device;
import dev.gpumock.cdi.spec.DeviceNode;
import dev.gpumock.cdi.spec.HostPath;
import dev.gpumock.cdi.spec.Mount;
import dev.gpumock.cdi.spec.SlashPath;
import dev.gpumock.cdi.spec.SpecKind;
import dev.gpumock.cdi.spec.SpecPasses;
import dev.gpumock.cdi.tree.HostFiles;
import dev.gpumock.cdi.tree.Locator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The example of docs/cdi.md, in a package of its own: all that it uses is public. */
final class AcmeDevices {
  private AcmeDevices() {}

  // docs/cdi.md
  static void describe(HostFiles files, String nodes, Path target) throws CdiException {
    // Discover: character devices, by a pattern.
    List<String> found = Locator.ofCharacterDevices(files, "/").locate(nodes);
    // Edits: what a container gets that asks for one of them, and what each gets.
    List<Device> devices = new ArrayList<>();
    for (String node : found) {
      DeviceNode same = DeviceNode.at(new ContainerPath(node), new HostPath(node));
      devices.add(
          Device.of(SlashPath.name(node), ContainerEdits.EMPTY.withDeviceNodes(List.of(same))));
    }
    Mount library =
        Mount.bind(
            new HostPath("/opt/acme/lib"), new ContainerPath("/usr/lib/acme"), Mount.READ_ONLY);
    ContainerEdits common =
        ContainerEdits.EMPTY.withMounts(List.of(library)).withEnv(List.of("ACME=1"));
    // Spec: each entry once, in order, and a device that is all of them.
    CdiSpec spec = CdiSpec.of(new SpecKind("acme.example", "npu"), devices, common);
    spec = SpecPasses.mergeAll(SpecPasses.simplify(spec), "all").withMinimumVersion();
    // File: refused with a reason when a runtime would refuse it.
    SpecFile.write(target, spec);
  }
  // end
}
