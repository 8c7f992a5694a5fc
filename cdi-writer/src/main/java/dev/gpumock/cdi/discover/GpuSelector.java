package dev.gpumock.cdi.discover;

import dev.gpumock.cdi.request.DeviceSelection;
import dev.gpumock.cdi.request.GpuFacts;
import dev.gpumock.cdi.request.MigFacts;
import dev.gpumock.cdi.spec.CdiException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** From device identifiers to GPUs and MIG devices. */
final class GpuSelector {
  private static final String UUID =
      "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

  private final List<GpuFacts> gpus;

  GpuSelector(List<GpuFacts> gpus) {
    this.gpus = List.copyOf(gpus);
  }

  sealed interface Selected {}

  record WholeGpu(GpuFacts gpu) implements Selected {}

  record MigDevice(GpuFacts gpu, MigFacts mig) implements Selected {}

  /** The device that is none. */
  record Nothing() implements Selected {}

  /** {@code all} or {@code none} among the identifiers, whichever is first, decides. */
  List<Selected> select(List<String> ids) throws CdiException {
    for (String id : ids) {
      if (id.equals(DeviceSelection.NONE)) {
        return List.of(new Nothing());
      }
      if (id.equals(DeviceSelection.ALL)) {
        return Stream.concat(wholeGpus(), migDevices()).toList();
      }
    }
    List<Selected> selected = new ArrayList<>();
    for (String id : ids) {
      selected.add(select(id));
    }
    return selected;
  }

  private Stream<Selected> wholeGpus() {
    return gpus.stream()
        .filter(gpu -> !gpu.isDisplayOnly() && !gpu.migEnabled())
        .map(WholeGpu::new);
  }

  private Stream<Selected> migDevices() {
    return gpus.stream()
        .filter(gpu -> !gpu.isDisplayOnly())
        .flatMap(gpu -> gpu.migDevices().stream().map(mig -> new MigDevice(gpu, mig)));
  }

  private Selected select(String id) throws CdiException {
    if (id.matches("(GPU|MIG)-" + UUID) || id.matches("MIG-GPU-" + UUID + "/[0-9]+/[0-9]+")) {
      return byUuid(id);
    }
    if (id.matches("[0-9]{1,9}")) {
      return new WholeGpu(byIndex(id));
    }
    if (id.matches("[0-9]{1,9}:[0-9]{1,9}")) {
      return byIndexes(id);
    }
    throw new CdiException(
        "device '" + id + "' is not all, none, an index such as 0 or 0:1, or a UUID");
  }

  private Selected byUuid(String uuid) throws CdiException {
    for (GpuFacts gpu : gpus) {
      if (gpu.uuid().equals(uuid)) {
        return new WholeGpu(gpu);
      }
      for (MigFacts mig : gpu.migDevices()) {
        if (mig.uuid().equals(uuid)) {
          return new MigDevice(gpu, mig);
        }
      }
    }
    throw missing(uuid);
  }

  private GpuFacts byIndex(String index) throws CdiException {
    for (GpuFacts gpu : gpus) {
      if (gpu.index() == Integer.parseInt(index)) {
        return gpu;
      }
    }
    throw missing(index);
  }

  private Selected byIndexes(String indexes) throws CdiException {
    String[] parts = indexes.split(":");
    GpuFacts gpu = byIndex(parts[0]);
    for (MigFacts mig : gpu.migDevices()) {
      if (mig.index() == Integer.parseInt(parts[1])) {
        return new MigDevice(gpu, mig);
      }
    }
    throw missing(indexes);
  }

  private CdiException missing(String id) {
    return new CdiException(
        "there is no device '" + id + "'; the node has " + gpus.size() + " GPUs");
  }
}
