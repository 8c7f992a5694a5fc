package dev.gpumock.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent in a process of its own, as a pod runs it. */
class AgentIT {
  /** Within which drift must be gone. */
  private static final int REPAIR_SECONDS = 5;

  private static final int START_SECONDS = 60;

  @TempDir private Path temporary;
  private Scratch scratch;
  private Process agent;

  @BeforeEach
  void makeScratch() throws IOException {
    scratch = Scratch.in(temporary);
  }

  @AfterEach
  void end() throws InterruptedException {
    agent.destroyForcibly().waitFor();
  }

  private Path readyFile() {
    return scratch.folder().resolve("ready");
  }

  private void start(String onExit) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                GpuMockCtl.class.getName()));
    command.add("agent");
    command.addAll(List.of("--driver-root", scratch.driver() + ""));
    command.addAll(List.of("--cdi-output", scratch.spec() + "", "--devices", "files"));
    command.addAll(List.of("--ready-file", readyFile() + "", "--on-exit", onExit));
    command.addAll(List.of("--ignore-real-driver", "--node-name", Scratch.NODE));
    File log = scratch.folder().resolve("log").toFile();
    agent = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    await(START_SECONDS, () -> Files.exists(readyFile()), "ready");
  }

  private void await(int seconds, BooleanSupplier condition, String what) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, what + " not within " + seconds + " s: " + log());
      Thread.sleep(50);
    }
  }

  private String log() throws IOException {
    return Files.readString(scratch.folder().resolve("log"));
  }

  @Test
  void whatIsTakenAwayIsBackWithinSeconds() throws Exception {
    start("keep");
    List<Path> taken =
        List.of(
            scratch.driver().resolve("dev/nvidia3"),
            scratch.driver().resolve("lib64/libcuda.so.1"),
            scratch.spec());
    for (Path path : taken) {
      Files.delete(path);
    }
    for (Path path : taken) {
      await(REPAIR_SECONDS, () -> Scratch.exists(path), path.toString());
    }
    assertTrue(Files.exists(readyFile()));
  }

  @Test
  void atSigtermTheNodeStaysWhenAsked() throws Exception {
    start("keep");
    assertEquals(0, terminate(), log());
    assertTrue(Files.exists(scratch.spec()));
    assertTrue(Files.exists(scratch.driver().resolve("dev/nvidia0")));
    assertFalse(Files.exists(readyFile()));
  }

  @Test
  void atSigtermTheNodeGoesWhenAsked() throws Exception {
    start("clean");
    assertEquals(0, terminate(), log());
    assertFalse(Scratch.exists(scratch.spec()));
    assertFalse(Scratch.exists(scratch.driver()));
  }

  /** The JVM itself has a pair of Unix sockets, which the network's tables do not list. */
  @Test
  void opensNoPort() throws Exception {
    start("keep");
    String network = "";
    for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
      network += Files.readString(Path.of("/proc/net", table));
    }
    try (var descriptors = Files.list(Path.of("/proc", agent.pid() + "", "fd"))) {
      for (Path descriptor : descriptors.toList()) {
        String target = Files.readSymbolicLink(descriptor).toString();
        String inode = target.replaceAll("^socket:\\[(\\d+)]$", " $1 ");
        assertFalse(target.startsWith("socket:") && network.contains(inode), target);
      }
    }
  }

  private int terminate() throws InterruptedException {
    agent.destroy();
    assertTrue(agent.waitFor(30, TimeUnit.SECONDS), "the agent did not end");
    return agent.exitValue();
  }
}
