package dev.gpumock.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gpumock.cdi.file.SpecFile;
import dev.gpumock.cdi.spec.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MIG devices in the specification of {@code cdi generate}. */
class CdiMigIT {
  @TempDir private Path temporary;

  @BeforeAll
  static void require() {
    Judges.require();
  }

  /**
   * This program and the toolkit need the kernel's list of capabilities, which this computer does
   * not have.
   */
  @Test
  void areAskedForAndNeedTheirCapabilities() throws Exception {
    Path root = temporary.resolve("mig");
    CliRun.of(
            "cdi",
            "--machine",
            "dgxa100",
            "--ignore-real-driver",
            "--driver-root",
            root + "",
            "--cdi-output",
            temporary + "/mig.yaml")
        .done();
    for (String command : List.of("-i 0 -mig 1", "mig -i 0 -cgi 9,9 -C")) {
      List<String> smi = new ArrayList<>(List.of(Judges.program(), "run"));
      smi.addAll(List.of("nvidia-smi-550", root.resolve("lib64") + ""));
      smi.addAll(List.of(command.split(" ")));
      Judges.output(smi);
    }
    CliRun run = CliRun.of("cdi", "generate", "--driver-root", root + "");
    run.refused(ExitCode.FAILED, "MIG", "/proc/driver/nvidia-caps/mig-minors");
    assertEquals(
        ExitCode.DONE,
        CliRun.of("cdi", "generate", "--driver-root", root + "", "--device-id", "1").code());
  }

  /** The list is that of a kernel with the driver, which the driver root has for itself. */
  @Test
  void thatTheNodeStartsWithAreThoseOfTheToolkit() throws Exception {
    Scratch node = Scratch.in(Files.createDirectory(temporary.resolve("mig-at-start")));
    Path machine =
        Files.writeString(
            node.folder().resolve("mine.yaml"),
            "extends: dgxa100\ngpus:\n  - index: 0\n    gpuInstances:\n"
                + "      - {profile: 3g.20gb, computeInstances: [{profile: 0}, {profile: 1}]}\n"
                + "      - {profile: 2g.10gb}\n  - index: 2\n    gpuInstances: [{profile: 1g.5gb}]\n");
    List<String> places =
        new ArrayList<>(List.of("--machine", machine + "", "--ignore-real-driver"));
    places.addAll(node.places());
    for (String command : List.of("all", "verify")) {
      List<String> arguments = new ArrayList<>(List.of(command));
      arguments.addAll(places);
      CliRun.of(Map.of(), arguments).done();
    }
    String names = "--device-name-strategy=index --device-name-strategy=uuid";
    Path theirs = Files.createDirectory(node.folder().resolve("theirs")).resolve("a.yaml");
    Path ours = Files.createDirectory(node.folder().resolve("ours")).resolve("a.yaml");
    String minors = "/proc/driver/nvidia-caps/mig-minors";
    String script =
        "mount -t tmpfs tmpfs /proc/driver && mkdir /proc/driver/nvidia-caps && cp %s%s %s && "
                .formatted(node.driver(), minors, minors)
            + "%s --quiet cdi generate --driver-root %s %s --nvidia-cdi-hook-path /h --output %s"
                .formatted(Judges.toolkit(), node.driver(), names, theirs);
    Judges.output(List.of("unshare", "--mount", "--propagation", "private", "sh", "-ec", script));
    List<String> generate = new ArrayList<>(List.of("cdi", "generate", "--profile", "toolkit"));
    generate.addAll(List.of("--driver-root", node.driver() + "", "--nvidia-cdi-hook-path", "/h"));
    generate.addAll(List.of(names.split(" ")));
    generate.addAll(List.of("--output", ours + ""));
    assertEquals(ExitCode.DONE, CliRun.of(Map.of(), generate).code());
    assertEquals(Files.readString(theirs), Files.readString(ours));
    assertEquals(devices(theirs), devices(node.spec()));
    assertEquals(2 * (4 + 6) + 1, devices(theirs).size());
  }

  private static List<String> devices(Path specification) throws Exception {
    return SpecFile.read(specification).devices().stream().map(Device::name).sorted().toList();
  }
}
