package dev.gpumock.ctl;

import dev.gpumock.cdi.request.CdiRequest;
import dev.gpumock.cdi.request.DriverFacts;
import dev.gpumock.cdi.request.DriverLocation;
import dev.gpumock.cdi.request.GpuFacts;
import dev.gpumock.cdi.tree.HostFiles;
import dev.gpumock.cdi.tree.LibraryLocator;
import dev.gpumock.topo.Bdf;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the driver library of a driver root says, as the toolkit asks it: its GPUs in mode nvml.
 * Mode management wants its version and makes do with the libraries' names, the others want
 * nothing.
 */
final class AskedDriver {
  private static final String LIBRARY = "libnvidia-ml.so.1";

  private static final DriverFacts NOTHING = new DriverFacts(Optional.empty(), List.of());

  private AskedDriver() {}

  /**
   * @param hostRoot where this process sees the node's root directory
   * @param warnings takes what a mode makes do without
   */
  static DriverFacts facts(
      Path hostRoot, HostFiles files, CdiRequest request, Consumer<String> warnings) {
    return switch (request.mode()) {
      case NVML -> asked(hostRoot, files, request.driver());
      case MANAGEMENT -> askedOrNothing(hostRoot, files, request.driver(), warnings);
      default -> NOTHING;
    };
  }

  private static DriverFacts askedOrNothing(
      Path hostRoot, HostFiles files, DriverLocation driver, Consumer<String> warnings) {
    try {
      return asked(hostRoot, files, driver);
    } catch (NodeException e) {
      warnings.accept(e.getMessage() + "; the version is that of the libraries' names");
      return NOTHING;
    }
  }

  private static DriverFacts asked(Path hostRoot, HostFiles files, DriverLocation driver) {
    Optional<String> library =
        new LibraryLocator(files, driver.root(), driver.librarySearchPaths())
            .locate(LIBRARY).stream().findFirst();
    if (library.isEmpty()) {
      throw new NodeException(
          "no %s below %s; 'gpu-mockctl all' makes a driver, --driver-root names another"
              .formatted(LIBRARY, driver.root()));
    }
    return ask(hostRoot.resolve(library.get().substring(1)));
  }

  private static DriverFacts ask(Path library) {
    try (NvmlProbe nvml = new NvmlProbe(library)) {
      List<GpuFacts> gpus = new ArrayList<>();
      for (int i = 0; i < nvml.count(); i++) {
        gpus.add(gpu(nvml, i));
      }
      return new DriverFacts(Optional.of(nvml.driverVersion()), gpus);
    }
  }

  private static GpuFacts gpu(NvmlProbe nvml, int index) {
    GpuReport report = nvml.report(index);
    return new GpuFacts(
        index,
        report.uuid(),
        report.minor(),
        Bdf.parse(report.busId()).toString(),
        report.name(),
        nvml.isCoherent(index),
        nvml.isMigEnabled(index),
        nvml.migDevices(index));
  }
}
