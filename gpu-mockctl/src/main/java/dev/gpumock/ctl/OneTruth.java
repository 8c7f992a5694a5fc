package dev.gpumock.ctl;

import dev.gpumock.cdi.MachineFacts;
import dev.gpumock.cdi.file.SpecFile;
import dev.gpumock.cdi.request.GpuFacts;
import dev.gpumock.cdi.request.MigFacts;
import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.spec.Device;
import dev.gpumock.fs.DriverRootLayout;
import dev.gpumock.topo.Bdf;
import dev.gpumock.topo.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Three parts of a node tell of its GPUs: the driver library, /proc and the CDI specification. This
 * compares what they say, as a consumer reads it.
 */
final class OneTruth {
  private final List<GpuFacts> machine;
  private final Path driverRoot;
  private final Path specification;
  private final List<String> differences = new ArrayList<>();

  private OneTruth(Machine machine, Path driverRoot, Path specification) {
    this.machine = MachineFacts.of(machine).gpus();
    this.driverRoot = driverRoot;
    this.specification = specification;
  }

  /** Each difference in one line. */
  static List<String> differences(Machine machine, Path driverRoot, Path specification) {
    OneTruth truth = new OneTruth(machine, driverRoot, specification);
    truth.compare(GpuReport.of(driverRoot.resolve(PlacedDriver.LIBRARY)));
    return truth.differences;
  }

  private void compare(List<GpuReport> gpus) {
    Set<String> devices = devices();
    List<String> names = gpus.stream().flatMap(gpu -> names(gpu).stream()).toList();
    if (devices.size() != names.size() + 1) {
      differences.add(
          "%s has %d devices; for %d GPUs it should be %d"
              .formatted(specification, devices.size(), gpus.size(), names.size() + 1));
    }
    for (String name : names) {
      if (!devices.contains(name)) {
        differences.add("%s has no device %s".formatted(specification, name));
      }
    }
    gpus.forEach(this::compareWithProc);
  }

  /** MIG devices are those that the node starts with; programs may make others meanwhile. */
  private List<String> names(GpuReport gpu) {
    List<MigFacts> parts =
        gpu.index() < machine.size() ? machine.get(gpu.index()).migDevices() : List.of();
    return parts.isEmpty()
        ? List.of("" + gpu.index(), gpu.uuid())
        : parts.stream()
            .flatMap(part -> Stream.of(gpu.index() + ":" + part.index(), part.uuid()))
            .toList();
  }

  private void compareWithProc(GpuReport gpu) {
    Path file = driverRoot.resolve(DriverRootLayout.gpuInformation(Bdf.parse(gpu.busId())));
    Map<String, String> lines = lines(file);
    compare(file, lines, "Model", gpu.name());
    compare(file, lines, "GPU UUID", gpu.uuid());
    compare(file, lines, "Device Minor", "" + gpu.minor());
  }

  private void compare(Path file, Map<String, String> lines, String key, String reported) {
    String found = lines.getOrDefault(key, "nothing");
    if (!found.equals(reported)) {
      differences.add(
          "%s: %s is %s, the driver library reports %s".formatted(file, key, found, reported));
    }
  }

  private static Map<String, String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .map(line -> line.split(":", 2))
          .filter(parts -> parts.length == 2)
          .collect(Collectors.toMap(p -> p[0].strip(), p -> p[1].strip(), (a, b) -> a));
    } catch (IOException e) {
      return Map.of();
    }
  }

  private Set<String> devices() {
    try {
      return SpecFile.read(specification).devices().stream()
          .map(Device::name)
          .collect(Collectors.toSet());
    } catch (CdiException e) {
      differences.add(e.getMessage());
      return Set.of();
    }
  }
}
