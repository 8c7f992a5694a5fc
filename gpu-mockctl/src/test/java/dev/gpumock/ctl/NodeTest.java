package dev.gpumock.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.cdi.file.SpecFile;
import dev.gpumock.cdi.spec.Device;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node is made, looked at, changed and removed by the program. */
class NodeTest {
  @TempDir private Path temporary;
  private Scratch scratch;

  @BeforeEach
  void makeScratch() throws IOException {
    scratch = Scratch.in(temporary);
  }

  @Test
  void saysWhatItMade() {
    CliRun run = scratch.run("all").done();
    assertEquals(
        List.of(
            "mock filesystem (fs mode) written under %s (8 GPUs)".formatted(scratch.base()),
            "mock driver tree written to %s (dgxa100, 8 GPUs)".formatted(scratch.driver()),
            "CDI spec written to %s".formatted(scratch.spec())),
        run.out().lines().toList());
    assertTrue(
        scratch.run("all").done().out().lines().allMatch(line -> line.endsWith("(unchanged)")));
  }

  @Test
  void theFlagFormDoesTheSameAsTheCommands() throws IOException {
    scratch.run("-mode fs").done();
    assertTrue(Scratch.exists(scratch.base().resolve("dev/nvidia7")));
    assertFalse(Scratch.exists(scratch.driver()));
    scratch.run("-mode=cdi").done();
    assertTrue(Scratch.exists(scratch.spec()));
    List<String> byFlags = scratch.paths();
    scratch.run("clean").done();
    scratch.run("all").done();
    assertEquals(byFlags, scratch.paths());
  }

  @Test
  void cleanLeavesTheFolderAsItWas() throws IOException {
    Files.writeString(scratch.folder().resolve("mine"), "stays");
    List<String> before = scratch.paths();
    scratch.run("all").done();
    scratch.run("clean").done();
    assertEquals(before, scratch.paths());
  }

  @Test
  void dryRunShowsThePlanAndChangesNothing() throws IOException {
    List<String> before = scratch.paths();
    String out = scratch.run("all", "--dry-run").done().out();
    assertEquals(before, scratch.paths());
    assertTrue(out.contains(scratch.driver() + "/"), out);
    assertTrue(out.contains("libnvidia-ml.so.1 -> libnvidia-ml.so.550.54.15"), out);
  }

  @Test
  void verifyNamesEachDifference() throws IOException {
    scratch.run("all").done();
    assertEquals("dgxa100: 8 GPUs, as they should be\n", scratch.run("verify").done().out());
    Files.delete(scratch.driver().resolve("lib64/libcuda.so"));
    Files.writeString(scratch.base().resolve("proc/driver/nvidia/version"), "other");
    CliRun run = scratch.run("verify");
    run.refused(ExitCode.DIFFERS, "2 differences");
    assertEquals(
        List.of(
            scratch.base().resolve("proc/driver/nvidia/version") + " has other content",
            scratch.driver().resolve("lib64/libcuda.so") + " is missing"),
        run.out().lines().toList());
  }

  @Test
  void verifyNamesTheFileThatDefinesTheSameDevices() throws IOException {
    scratch.run("all").done();
    Path other = scratch.spec().resolveSibling("other.yaml");
    Files.copy(scratch.spec(), other);
    CliRun run = scratch.run("verify");
    run.refused(ExitCode.DIFFERS, "1 differences");
    assertEquals(1, run.out().lines().count(), run.out());
    assertTrue(
        run.out().contains(scratch.spec() + "") && run.out().contains(other + ""), run.out());
    scratch.run("all", "--machine", "gb200").refused(ExitCode.FAILED, other + "");
  }

  @Test
  void verifyKnowsWhatTheNodeWasMadeWith() {
    scratch.run("cdi", "--machine", "gb200", "--node-name", Scratch.NODE, "--with-dri").done();
    List<String> plain = new ArrayList<>(List.of("verify"));
    plain.addAll(scratch.places());
    assertEquals("gb200: 4 GPUs, as they should be\n", CliRun.of(Map.of(), plain).done().out());
    scratch.run("verify", "--node-name", "another").refused(ExitCode.DIFFERS);
  }

  @Test
  void verifyKnowsWhatEachPartWasMadeWith() {
    scratch.run("fs", "--machine", "t4").done();
    List<String> plain = new ArrayList<>(List.of("verify"));
    plain.addAll(scratch.places());
    assertEquals("t4: 1 GPUs, as they should be\n", CliRun.of(Map.of(), plain).done().out());
    scratch.run("cdi", "--machine", "gb200").done();
    assertEquals(
        "t4: 1 GPUs, as they should be\ngb200: 4 GPUs, as they should be\n",
        CliRun.of(Map.of(), plain).done().out());
  }

  @Test
  void onePlaceHoldsOnePart() throws IOException {
    List<String> before = scratch.paths();
    inOnePlace("all").refused(ExitCode.USAGE, "are both " + scratch.driver());
    assertEquals(before, scratch.paths());
    for (String part : List.of("fs", "cdi")) {
      inOnePlace(part).done();
      inOnePlace("verify").done();
      inOnePlace("clean").done();
    }
    assertEquals(before, scratch.paths());
  }

  private CliRun inOnePlace(String command) {
    List<String> arguments = new ArrayList<>(scratch.arguments(command));
    arguments.replaceAll(word -> word.equals(scratch.base() + "") ? scratch.driver() + "" : word);
    return CliRun.of(Map.of(), arguments);
  }

  @Test
  void anotherMachineReplacesTheFirst() {
    scratch.run("all").done();
    scratch.run("all", "--machine", "gb200").done();
    assertFalse(Scratch.exists(scratch.driver().resolve("dev/nvidia4")));
    scratch.run("verify").done();
  }

  @Test
  void theEnvironmentNamesMachineAndNode() throws Exception {
    scratch.run(Map.of("MACHINE_TYPE", "gb200", "NODE_NAME", "n7"), "cdi").done();
    Machine machine = Catalog.standard().machine("gb200", "n7");
    List<String> expected = new ArrayList<>();
    machine.gpus().forEach(gpu -> expected.addAll(List.of("" + gpu.index(), gpu.uuid() + "")));
    expected.add("all");
    List<String> devices =
        SpecFile.read(scratch.spec()).devices().stream().map(Device::name).toList();
    assertEquals(expected.stream().sorted().toList(), devices.stream().sorted().toList());
  }

  @Test
  void anUnknownMachineGetsAStandInOnlyWhenAllowed() {
    Map<String, String> allowed = Map.of("MACHINE_TYPE", "dgxz9", "ALLOW_UNSUPPORTED", "true");
    CliRun run = scratch.run(allowed, "fs");
    assertEquals(ExitCode.DONE, run.code());
    assertEquals("[gpu-mockctl] INFO: unsupported machine \"dgxz9\", using fallback\n", run.err());
    Path gpus = scratch.base().resolve("proc/driver/nvidia/gpus");
    assertTrue(Scratch.exists(gpus.resolve("0000:81:00.0/information")));
    scratch
        .run(Map.of("MACHINE_TYPE", "dgxz9", "ALLOW_UNSUPPORTED", "yes"), "fs")
        .refused(ExitCode.USAGE, "unknown machine 'dgxz9'");
  }

  @Test
  void aMachineFileMayExtendTheCatalog() throws IOException {
    Path file = scratch.folder().resolve("two.yaml");
    Files.writeString(file, "extends: dgxa100\ngpuCount: 2\n");
    scratch.run("cdi", "--machine", file.toString()).done();
    assertEquals("two: 2 GPUs, as they should be\n", scratch.run("verify").done().out());
  }

  @Test
  void theSpecificationNamesNoPathOfTheContainerThatWroteIt() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("cdi", "--host-root", scratch.folder() + ""));
    arguments.addAll(List.of("--driver-root", "/var/lib/mock", "--devices", "files"));
    arguments.addAll(List.of("--cdi-output", scratch.folder() + "/etc/cdi/nvidia.yaml"));
    arguments.add("--ignore-real-driver");
    CliRun.of(Map.of(), arguments).done();
    String spec = Files.readString(scratch.folder().resolve("etc/cdi/nvidia.yaml"));
    assertTrue(spec.contains("hostPath: /var/lib/mock/lib64/libnvidia-ml.so.550.54.15"), spec);
    assertFalse(spec.contains(scratch.folder().toString()), spec);
  }
}
