package dev.gpumock.fs;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Something that is worked out on a second processor while this thread does other things. It must
 * only look: whoever does not need it any more leaves it alone.
 */
final class Meanwhile<T> {
  private final FutureTask<T> task;

  Meanwhile(Supplier<T> work) {
    this.task = new FutureTask<>(work::get);
  }

  void start() {
    Thread thread = new Thread(task, "meanwhile");
    thread.setDaemon(true);
    thread.start();
  }

  /** Waits for what was started, and does what was not; fails as the work does. */
  T get() {
    task.run();
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
