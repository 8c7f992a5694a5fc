package dev.gpumock.ctl.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.ctl.CliRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of another machine in a driver root. */
class DriverRootCheckTest {
  private static final String ON_NODE = "exec -n gpu-mock-one observer-node-a -- ";
  private static final String LIBRARIES = ON_NODE + "ls -1 /root/driver/lib64";
  private static final String FIRMWARE = ON_NODE + "ls -1 /root/driver/lib/firmware/nvidia";
  private static final String DEVICES = ON_NODE + "ls -1 /root/driver/dev";

  @TempDir private Path folder;
  private ScenarioRuns runs;

  @BeforeEach
  void fakeCluster() throws IOException {
    runs = ScenarioRuns.in(folder);
    FakeCluster.dra(runs.kubectl(), "", "")
        .answers(
            ON_NODE + "cat /root/driver/proc/driver/nvidia/version",
            "NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.90.07  Release Build\n"
                + "GCC version:  gcc version 12.2.0")
        .answers(LIBRARIES, "libcuda.so\nlibcuda.so.1\nlibcuda.so.550.90.07")
        .answers(FIRMWARE, "550.90.07")
        .answers(DEVICES, "nvidia0\nnvidia1\nnvidia2\nnvidiactl");
    runs.scenario("{driver: dra}", "driverRoot: {}");
  }

  @Test
  void aRootOfOneMachineIsGood() throws IOException {
    CliRun run = runs.run("one");
    assertEquals(0, run.code(), run.err());
    assertEquals(4, ScenarioRuns.checks(run, "✓").size(), run.out());
  }

  @Test
  void aLibraryOfAnotherVersionIsFound() throws IOException {
    runs.kubectl().answers(LIBRARIES, "libcuda.so.550.90.07\nlibcuda.so.580.173.02");
    CliRun run = runs.run("one");
    assertEquals(List.of("driver versions in the driver root"), ScenarioRuns.checks(run, "✗"));
    assertTrue(run.err().contains("seen 550.90.07 580.173.02"), run.err());
  }

  @Test
  void firmwareOfAnotherVersionIsFound() throws IOException {
    runs.kubectl().answers(FIRMWARE, "535.1.2\n550.90.07");
    assertEquals(
        List.of("driver versions in the driver root"), ScenarioRuns.checks(runs.run("one"), "✗"));
  }

  @Test
  void deviceNodesOfMoreGpusAreFound() throws IOException {
    runs.kubectl().answers(DEVICES, "nvidia0\nnvidia1\nnvidia2\nnvidia3\nnvidiactl");
    assertEquals(
        List.of("device nodes in the driver root"), ScenarioRuns.checks(runs.run("one"), "✗"));
  }

  @Test
  void anInformationFileOfAnotherGpuIsFound() throws IOException {
    String proc = FakeCluster.proc(0) + "\n== x\nBus Location: \t 0000:77:00.0\nDevice Minor: \t 2";
    runs.kubectl().answers(ON_NODE + "sh -c *", proc);
    assertEquals(
        List.of("GPUs in /proc of the driver root"), ScenarioRuns.checks(runs.run("one"), "✗"));
  }
}
