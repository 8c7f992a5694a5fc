package dev.gpumock.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
    int finished = 0;
    int kept = 0;
    Queue<Process> waiting = new ArrayDeque<>();
    for (int run = 0; run < RUNS; run++) {
      while (waiting.size() < STARTED_AHEAD) {
        waiting.add(start(folder, nodes[(run + waiting.size() + 1) % 2]));
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

  private static Process start(Path folder, TestNode node) throws IOException {
    return new ProcessBuilder(
            KilledRun.java(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
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
