package dev.gpumock.ctl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes the node what it should be, again and again. A round over a right node only looks: a few
 * hundred lstat calls and some small reads, so a short period costs less than watching each folder.
 */
final class Agent {
  /** Shorter than the 5 s within which drift must be gone. */
  static final Duration PERIOD = Duration.ofSeconds(2);

  /** How long a round may take to end after {@link #stop}. */
  static final Duration LONGEST_STOP = Duration.ofSeconds(10);

  private final MockNode node;
  private final Path readyFile;
  private final AgentLog log;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private boolean ready;
  private String lastError = "";

  Agent(MockNode node, Path readyFile, AgentLog log) {
    this.node = node;
    this.readyFile = readyFile;
    this.log = log;
  }

  /** Returns after {@link #stop}. */
  void run() throws InterruptedException {
    do {
      round();
    } while (!stopped.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS));
    report(false);
  }

  void stop() {
    stopped.countDown();
  }

  private void round() {
    try {
      boolean changed = node.apply();
      if (!ready) {
        List<String> differences = node.verify();
        differences.forEach(log::error);
        report(differences.isEmpty());
      } else if (changed) {
        log.warning("the node had changed; repaired");
      }
      lastError = "";
    } catch (RuntimeException e) {
      fail(ErrorLine.line(e));
    }
  }

  /** An error that lasts is told once. */
  private void fail(String error) {
    if (!error.equals(lastError)) {
      log.error(error);
      lastError = error;
    }
    report(false);
  }

  private void report(boolean now) {
    try {
      if (now && !ready) {
        Files.createDirectories(readyFile.toAbsolutePath().getParent());
        Files.writeString(readyFile, "ready\n");
        log.info("ready");
      } else if (!now) {
        Files.deleteIfExists(readyFile);
      }
      ready = now;
    } catch (IOException e) {
      log.error(readyFile + ": cannot be written: " + e.getMessage());
    }
  }
}
