package dev.gpumock.ctl.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run in a process of its own, which somebody ends. */
class InterruptedRunIT {
  private static final int SECONDS = 60;

  /** What SIGTERM makes the exit code of a program. */
  private static final int TERMINATED = 143;

  @TempDir private Path folder;

  @Test
  void theTableHasWhatWasCheckedUntilThen() throws Exception {
    ScenarioRuns runs = ScenarioRuns.in(folder);
    FakeCluster.dra(
            runs.kubectl(),
            FakeCluster.claimingPod("pod-0", "shared"),
            FakeCluster.claim("shared", "claim-1", "gpu-0"))
        .hangs("get events *");
    runs.scenario(
        "{driver: dra}",
        "apply: {file: pod.yaml}",
        "pods: {names: [pod-0], are: Running}",
        "event: {of: pod/pod-0, reason: None, text: none}");
    Process run = start(runs);
    awaitCall(runs, "get events ");
    run.destroy();
    assertTrue(run.waitFor(SECONDS, TimeUnit.SECONDS));
    assertEquals(TERMINATED, run.exitValue());
    String out = Files.readString(folder.resolve("out"));
    assertTrue(out.contains("apply pod.yaml"), out);
    assertTrue(out.contains("pods pod-0"), out);
    assertFalse(out.contains("✗"), out);
    String err = Files.readString(folder.resolve("err"));
    assertTrue(err.contains("interrupted after 2 checks"), err);
    List<String> calls = runs.kubectl().calls();
    assertTrue(calls.get(calls.size() - 1).startsWith("delete namespace gpu-mock-one"), calls + "");
  }

  private Process start(ScenarioRuns runs) throws IOException {
    ProcessBuilder run =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "dev.gpumock.ctl.GpuMockCtl",
            "scenario",
            "run",
            "one",
            "--dir",
            folder.resolve("scenarios").toString(),
            "--kubectl",
            runs.kubectl().program());
    run.redirectOutput(folder.resolve("out").toFile());
    return run.redirectError(folder.resolve("err").toFile()).start();
  }

  private void awaitCall(ScenarioRuns runs, String start) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!Files.exists(folder.resolve("calls"))
        || runs.kubectl().calls().stream().noneMatch(call -> call.startsWith(start))) {
      assertTrue(System.nanoTime() < end, Files.readString(folder.resolve("err")));
      Thread.sleep(50);
    }
  }
}
