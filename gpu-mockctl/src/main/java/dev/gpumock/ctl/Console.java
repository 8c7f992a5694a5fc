package dev.gpumock.ctl;

import java.io.PrintWriter;

/** Where a command writes: results to {@code out}, remarks to {@code err}. */
record Console(PrintWriter out, PrintWriter err) {
  void say(String line) {
    out.println(line);
  }

  /** In the form of the first gpu-mockctl's log. */
  void info(String line) {
    err.println("[gpu-mockctl] INFO: " + line);
  }

  void warn(String line) {
    err.println("[gpu-mockctl] WARNING: " + line);
  }
}
