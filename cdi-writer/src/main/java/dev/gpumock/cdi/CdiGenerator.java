package dev.gpumock.cdi;

import dev.gpumock.cdi.discover.Search;
import dev.gpumock.cdi.discover.SpecDiscovery;
import dev.gpumock.cdi.file.SpecRules;
import dev.gpumock.cdi.request.CdiRequest;
import dev.gpumock.cdi.request.DeviceSelection;
import dev.gpumock.cdi.request.DriverFacts;
import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.spec.CdiSpec;
import dev.gpumock.cdi.spec.ContainerEdits;
import dev.gpumock.cdi.spec.Device;
import dev.gpumock.cdi.spec.SpecKind;
import dev.gpumock.cdi.spec.SpecPasses;
import dev.gpumock.cdi.tree.HostFiles;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes down, as a CDI specification, what is in a driver root: discover, edits, spec. The file is
 * made of the result by {@link dev.gpumock.cdi.file.SpecFormat}.
 */
public final class CdiGenerator {
  private CdiGenerator() {}

  /**
   * @param files the node's, for this call only
   * @throws CdiException when the driver or a device is not there, or a runtime would refuse the
   *     specification, for example for a GPU without any device node
   */
  public static Generated generate(HostFiles files, CdiRequest request, DriverFacts facts)
      throws CdiException {
    Set<String> warnings = new LinkedHashSet<>();
    SpecDiscovery discovery = new SpecDiscovery(new Search(files, request, warnings::add), facts);
    List<Device> devices = discovery.devices();
    ContainerEdits common = discovery.common();
    files.leftOut().forEach(file -> warnings.add(file + " is left out: its name is no UTF-8 text"));
    List<Device> plain =
        devices.stream().map(d -> d.withoutAnnotation(SpecDiscovery.COHERENT)).toList();
    List<GeneratedSpec> specs = new ArrayList<>();
    specs.add(new GeneratedSpec("", spec(request, "", plain, common)));
    addPart(specs, request, "true", ".coherent", devices, common);
    addPart(specs, request, "false", ".noncoherent", devices, common);
    return new Generated(specs, List.copyOf(warnings));
  }

  private static void addPart(
      List<GeneratedSpec> specs,
      CdiRequest request,
      String coherent,
      String infix,
      List<Device> devices,
      ContainerEdits common)
      throws CdiException {
    List<Device> part =
        devices.stream()
            .filter(d -> coherent.equals(d.annotations().get(SpecDiscovery.COHERENT)))
            .map(d -> d.withoutAnnotation(SpecDiscovery.COHERENT))
            .toList();
    if (!part.isEmpty()) {
      specs.add(new GeneratedSpec(infix, spec(request, infix, part, common)));
    }
  }

  private static CdiSpec spec(
      CdiRequest request, String infix, List<Device> devices, ContainerEdits common)
      throws CdiException {
    SpecKind kind = new SpecKind(request.kind().vendor(), request.kind().deviceClass() + infix);
    CdiSpec spec = SpecPasses.simplify(CdiSpec.of(kind, devices, common));
    if (request.devices().withAll()) {
      spec = SpecPasses.mergeAll(spec, DeviceSelection.ALL);
    }
    spec = spec.withMinimumVersion();
    SpecRules.require(spec);
    return spec;
  }
}
