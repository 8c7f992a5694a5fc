package dev.gpumock.ctl;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Supplier;

/** Prints something again and again, until the process is ended or nobody reads any more. */
record Watch(PrintWriter out, Duration pause) {
  /** To the upper left, and away with what is below. */
  private static final String CLEAR = "\033[H\033[2J";

  void run(Supplier<String> text) {
    boolean terminal = System.console() != null;
    try {
      while (true) {
        out.println((terminal ? CLEAR : "") + text.get());
        if (out.checkError()) {
          return;
        }
        Thread.sleep(pause.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
