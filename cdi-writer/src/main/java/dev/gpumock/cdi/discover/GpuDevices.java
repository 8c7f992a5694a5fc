package dev.gpumock.cdi.discover;

import dev.gpumock.cdi.request.DeviceSelection;
import dev.gpumock.cdi.request.DriverFacts;
import dev.gpumock.cdi.request.FeatureFlag;
import dev.gpumock.cdi.request.GpuFacts;
import dev.gpumock.cdi.request.MigFacts;
import dev.gpumock.cdi.request.NamingStrategy;
import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.spec.ContainerEdits;
import dev.gpumock.cdi.spec.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One CDI device for each selected GPU or MIG device and each of its names. */
final class GpuDevices {
  private final Search search;
  private final GpuSelector selector;
  private final GpuNodes gpuNodes;
  private final MigNodes migNodes;
  private final DeviceNodes nodes;

  GpuDevices(Search search, DriverFacts driver, HookFactory hooks, DeviceNodes nodes) {
    this.search = search;
    this.nodes = nodes;
    this.selector = new GpuSelector(driver.gpus());
    this.gpuNodes = new GpuNodes(search, hooks, nodes);
    this.migNodes = new MigNodes(search, gpuNodes, nodes);
  }

  List<Device> find() throws CdiException {
    DeviceSelection selection = search.request().devices();
    List<Device> devices = new ArrayList<>();
    for (GpuSelector.Selected selected : selector.select(selection.ids())) {
      if (selected instanceof GpuSelector.WholeGpu whole) {
        devices.addAll(devices(whole.gpu()));
      } else if (selected instanceof GpuSelector.MigDevice part) {
        devices.addAll(devices(part.gpu(), part.mig()));
      } else {
        devices.add(noDevice());
      }
    }
    return devices;
  }

  /** Runtimes refuse a device that changes nothing, so this one sets a variable. */
  private static Device noDevice() {
    return Device.of(
        DeviceSelection.NONE, ContainerEdits.EMPTY.withEnv(List.of("NVCT_EMPTY_DEVICE=")));
  }

  private List<Device> devices(GpuFacts gpu) {
    ContainerEdits edits = Edits.of(nodes, gpuNodes.find(gpu));
    return names(s -> s.nameOf(gpu)).stream()
        .map(name -> new Device(name, annotations(gpu), edits))
        .toList();
  }

  private List<Device> devices(GpuFacts gpu, MigFacts mig) throws CdiException {
    ContainerEdits edits = Edits.of(nodes, migNodes.find(gpu, mig));
    return names(s -> s.nameOf(gpu, mig)).stream().map(name -> Device.of(name, edits)).toList();
  }

  private List<String> names(Function<NamingStrategy, String> name) {
    return search.request().devices().naming().stream().map(name).toList();
  }

  private Map<String, String> annotations(GpuFacts gpu) {
    if (!search.request().has(FeatureFlag.ENABLE_COHERENT_ANNOTATIONS)) {
      return Map.of();
    }
    return Map.of(SpecDiscovery.COHERENT, String.valueOf(gpu.coherent()));
  }
}
