package dev.gpumock.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs killed at random moments: the node is the old one or the new one, file outside included. */
class KillIT {
  private static final int RUNS = 200;
  private static final int STARTED_AHEAD = 3;
  private static final int AT_LEAST = 10;

  private final Random random = new Random(20261125);

  /** How long a run takes on this machine now, in milliseconds; learnt from run to run. */
  private double duration = 200;

  @Test
  void killedRunLeavesOneNodeAndTheNextCompletes(@TempDir Path folder) throws Exception {
    TestNode[] nodes = {TestNode.in(folder, "t4"), TestNode.in(folder, "dgxa100")};
    nodes[0].apply();
    String classPath = jars(folder);
    Path archive = archive(folder, classPath, nodes[0]);
    int finished = 0;
    int kept = 0;
    Queue<Process> waiting = new ArrayDeque<>();
    for (int run = 0; run < RUNS; run++) {
      while (waiting.size() < STARTED_AHEAD) {
        TestNode next = nodes[(run + waiting.size() + 1) % 2];
        waiting.add(start(folder, classPath, next, "-XX:SharedArchiveFile=" + archive));
      }
      TestNode before = nodes[run % 2];
      TestNode after = nodes[(run + 1) % 2];
      kill(waiting.remove());
      List<String> notAfter = after.verify();
      if (notAfter.isEmpty()) {
        finished++;
      } else {
        assertEquals(List.of(), before.verify(), "run " + run + ", not the new node: " + notAfter);
        kept++;
      }
      after.apply();
      assertEquals(List.of(), after.verify(), "after run " + run);
    }
    assertTrue(finished >= AT_LEAST && kept >= AT_LEAST, finished + " new, " + kept + " old");
  }

  /** The class path without folders, whose classes the JVM does not archive. */
  private static String jars(Path folder) throws IOException {
    ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
    List<String> jars = new ArrayList<>();
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (Files.isDirectory(Path.of(part))) {
        String file = folder.resolve("classes-" + jars.size() + ".jar").toString();
        assertEquals(0, jar.run(System.out, System.err, "-cf", file, "-C", part, "."));
        jars.add(file);
      } else {
        jars.add(part);
      }
    }
    return String.join(File.pathSeparator, jars);
  }

  /** The classes of such a run as the JVM wants them in memory: 200 runs load them. */
  private static Path archive(Path folder, String classPath, TestNode node) throws Exception {
    Path file = folder.resolve("run.jsa");
    Process run = start(folder, classPath, node, "-XX:ArchiveClassesAtExit=" + file);
    run.getOutputStream().close();
    assertEquals(0, run.waitFor());
    return file;
  }

  private static Process start(Path folder, String classPath, TestNode node, String classData)
      throws IOException {
    return new ProcessBuilder(
            KilledRun.java(),
            classData,
            "-Xlog:disable",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            classPath,
            KilledRun.class.getName(),
            folder.toString(),
            node.machineName())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** At a moment between the start of the run and some time after its usual end. */
  private void kill(Process process) throws Exception {
    assertEquals('r', process.getInputStream().read(), "the run did not get ready");
    long begin = System.nanoTime();
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
    long moment = 1 + (long) (1.4 * duration * random.nextDouble());
    if (process.waitFor(moment, TimeUnit.MILLISECONDS)) {
      duration = 0.7 * duration + 0.3 * (System.nanoTime() - begin) / 1e6;
    } else {
      duration *= 1.03;
    }
    process.destroyForcibly().waitFor();
  }
}
