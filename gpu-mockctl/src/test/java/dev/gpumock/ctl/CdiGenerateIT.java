package dev.gpumock.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cdi generate} beside the real {@code nvidia-ctk cdi generate}, on one tree. */
class CdiGenerateIT {
  @TempDir static Path temporary;
  private static Scratch scratch;

  @BeforeAll
  static void makeNode() throws IOException {
    assumeTrue(
        System.getenv("GPU_MOCK_JUDGES") != null,
        "GPU_MOCK_JUDGES names no program that runs nvidia-ctk");
    assumeTrue(
        Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "mknod(2) needs root");
    scratch = Scratch.in(temporary);
    List<String> arguments = new ArrayList<>(List.of("all", "--machine", "gb200", "--with-dri"));
    arguments.addAll(scratch.places());
    arguments.add("--ignore-real-driver");
    assertEquals(ExitCode.DONE, CliRun.of(Map.of(), arguments).code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--format json",
        "--device-name-strategy type-index --no-all-device",
        "--device-ids 1,3 --device-name-strategy uuid",
        "--mode management --vendor management.nvidia.com",
        "--disable-hooks all --enable-hook update-ldcache",
        "--feature-flags enable-explicit-driver-libraries,disable-ipc-discoverer",
        "--nvidia-cdi-hook-path /opt/nvidia-ctk --ldconfig-path /sbin/ldconfig.real",
        "--feature-flag enable-coherent-annotations"
      })
  void sameBytes(String flags) throws Exception {
    List<String> common = new ArrayList<>(List.of("cdi", "generate"));
    common.addAll(List.of("--driver-root", scratch.driver() + ""));
    if (!flags.contains("-path")) {
      common.addAll(List.of("--nvidia-cdi-hook-path", "/usr/bin/nvidia-cdi-hook"));
    }
    Arrays.stream(flags.split(" ")).filter(word -> !word.isEmpty()).forEach(common::add);
    List<String> ours = new ArrayList<>(common);
    ours.addAll(List.of("--profile", "toolkit"));
    CliRun run = CliRun.of(System.getenv(), ours);
    assertEquals(toolkit(common), run.out(), run.err());
    assertEquals(ExitCode.DONE, run.code());
  }

  @Test
  void aSpecificationOfAnotherDriverIsKept() throws Exception {
    Path file = temporary.resolve("specs/nvidia.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        "cdiVersion: 0.5.0\nkind: nvidia.com/gpu\ndevices:\n- name: '0'\n  containerEdits:\n"
            + "    deviceNodes:\n    - path: /dev/nvidia0\n");
    String before = Files.readString(file);
    generateTo(file).refused(ExitCode.FAILED, file + "", "--force");
    assertEquals(before, Files.readString(file));
    assertEquals(ExitCode.DONE, generateTo(file, "--force").code());
    assertEquals(ExitCode.DONE, generateTo(file).code());
    assertEquals("", CliRun.of("cdi", "validate", file.getParent() + "").done().out());
    generateTo(temporary.resolve("specs/second.json")).refused(ExitCode.FAILED, "nvidia.yaml");
  }

  /** Both need the kernel's list of capabilities, which this computer does not have. */
  @Test
  void migDevicesAreAskedForAndNeedTheirCapabilities() throws Exception {
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
      List<String> smi = new ArrayList<>(List.of(System.getenv("GPU_MOCK_JUDGES"), "run"));
      smi.addAll(List.of("nvidia-smi-550", root.resolve("lib64") + ""));
      smi.addAll(List.of(command.split(" ")));
      output(smi);
    }
    CliRun run = CliRun.of("cdi", "generate", "--driver-root", root + "");
    run.refused(ExitCode.FAILED, "MIG", "/proc/driver/nvidia-caps/mig-minors");
    assertEquals(
        ExitCode.DONE,
        CliRun.of("cdi", "generate", "--driver-root", root + "", "--device-id", "1").code());
  }

  private static CliRun generateTo(Path file, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("cdi", "generate", "--driver-root", scratch.driver() + "", "--output"));
    arguments.add(file + "");
    arguments.addAll(List.of(more));
    return CliRun.of(Map.of(), arguments);
  }

  private static String toolkit(List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(program(), "--quiet"));
    command.addAll(arguments);
    return output(command);
  }

  private static String program() throws Exception {
    return output(List.of(System.getenv("GPU_MOCK_JUDGES"), "path", "nvidia-ctk")).strip();
  }

  private static String output(List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    byte[] out = process.getInputStream().readAllBytes();
    assertEquals(0, process.waitFor(), command + "");
    return new String(out, StandardCharsets.UTF_8);
  }
}
