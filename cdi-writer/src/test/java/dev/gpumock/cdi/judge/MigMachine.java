package dev.gpumock.cdi.judge;

import dev.gpumock.cdi.request.DriverFacts;
import dev.gpumock.cdi.request.GpuFacts;
import dev.gpumock.cdi.request.MigFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A machine whose GPUs have been partitioned by nvidia-smi, in the state that the driver library
 * carries; what came of it is read from nvidia-smi, not from this project.
 */
final class MigMachine {
  private static final String SMI = "nvidia-smi-550";

  /**
   * Profiles of A100 and H100: two instances of three slices, and of three of one (13, 11, 12) two.
   */
  private static final List<String> PARTITIONS =
      List.of(
          "-i 0,1,2 -mig 1",
          "mig -i 0 -cgi 9,9 -C",
          "mig -i 1 -cgi 19,19,19 -C",
          "mig -i 1 -gi 11 -dci",
          "mig -i 1 -gi 11 -dgi");

  private static final Pattern DEVICE =
      Pattern.compile(
          "<mig_device>\\s*<index>(\\d+)</index>\\s*<gpu_instance_id>(\\d+)</gpu_instance_id>"
              + "\\s*<compute_instance_id>(\\d+)</compute_instance_id>");

  private MigMachine() {}

  /** The first two GPUs have MIG devices, the third has the mode and no device. */
  static TestMachine of(TestMachine machine, Path folder) throws IOException {
    Path library = Files.createDirectories(folder).resolve("libnvidia-ml.so.1");
    Files.write(library, machine.library());
    for (String command : PARTITIONS) {
      smi(folder, command);
    }
    List<GpuFacts> gpus = new ArrayList<>();
    for (GpuFacts gpu : machine.facts().gpus()) {
      gpus.add(partitioned(folder, gpu));
    }
    return new TestMachine(
        machine.name() + "-mig",
        new DriverFacts(machine.facts().version(), gpus),
        Files.readAllBytes(library));
  }

  private static GpuFacts partitioned(Path folder, GpuFacts gpu) throws IOException {
    String listed = smi(folder, "-L").split("(?m)^GPU ")[gpu.index() + 1];
    Matcher uuid = Pattern.compile("UUID: (MIG-[-0-9a-f]+)").matcher(listed);
    String report = smi(folder, "-q -x -i " + gpu.index());
    Matcher device = DEVICE.matcher(report);
    List<MigFacts> devices = new ArrayList<>();
    while (device.find() && uuid.find()) {
      devices.add(
          new MigFacts(
              Integer.parseInt(device.group(1)),
              uuid.group(1),
              Integer.parseInt(device.group(2)),
              Integer.parseInt(device.group(3)),
              false));
    }
    return new GpuFacts(
        gpu.index(),
        gpu.uuid(),
        gpu.minor(),
        gpu.busId(),
        gpu.name(),
        gpu.coherent(),
        report.contains("<current_mig>Enabled"),
        devices);
  }

  private static String smi(Path folder, String arguments) throws IOException {
    Judges.Run run = Judges.judge(SMI, folder, List.of(arguments.split(" ")));
    if (run.status() != 0) {
      throw new IOException(arguments + ": " + run.text() + run.error());
    }
    return run.text();
  }
}
