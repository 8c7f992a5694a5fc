package dev.gpumock.ctl;

import dev.gpumock.cdi.spec.Device;
import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Driver library, /proc and CDI must tell of the same GPUs, by the same UUIDs. */
final class OneTruth {
  private OneTruth() {}

  static List<String> differences(Machine machine, NodeSettings settings, CdiSource cdi) {
    List<String> differences = new ArrayList<>();
    Path library = settings.driverRoot.resolve(DriverPayloads.driverLibrary(machine));
    List<GpuReport> reports = GpuReport.of(library);
    if (reports.size() != machine.gpus().size()) {
      differences.add(
          library + " reports " + reports.size() + " GPUs, not " + machine.gpus().size());
      return differences;
    }
    Set<String> devices =
        cdi.spec(Path.of("/")).devices().stream().map(Device::name).collect(Collectors.toSet());
    for (int i = 0; i < reports.size(); i++) {
      compare(machine.gpus().get(i), reports.get(i), settings, devices, differences);
    }
    return differences;
  }

  private static void compare(
      Gpu gpu,
      GpuReport report,
      NodeSettings settings,
      Set<String> devices,
      List<String> differences) {
    String uuid = gpu.uuid().toString();
    if (!report.uuid().equals(uuid)) {
      differences.add(
          "GPU " + gpu.index() + " is " + report.uuid() + " by the library, not " + uuid);
    }
    if (!devices.contains(uuid) || !devices.contains("" + gpu.index())) {
      differences.add("GPU " + gpu.index() + " is no CDI device by index and UUID");
    }
    Path information =
        settings.driverRoot.resolve("proc/driver/nvidia/gpus/" + gpu.bdf() + "/information");
    if (!read(information).contains(uuid)) {
      differences.add(information + " does not hold " + uuid);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
