package dev.gpumock.ctl.scenario;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Looks again and again, as a cluster takes its time. */
final class Poll {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private Poll() {}

  /** What was found when all of it was good, or when the time was over. */
  static List<Finding> until(Duration longest, Supplier<List<Finding>> look) {
    long end = System.nanoTime() + longest.toNanos();
    while (true) {
      List<Finding> found = look.get();
      if (found.stream().allMatch(Finding::good) || System.nanoTime() > end) {
        return found;
      }
      pause(PAUSE);
    }
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ScenarioException("interrupted");
    }
  }
}
