package dev.gpumock.ctl;

import java.io.PrintWriter;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** The agent's log: a line each, with the time, on stdout. */
final class AgentLog {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss");

  private final PrintWriter out;

  AgentLog(PrintWriter out) {
    this.out = out;
  }

  void info(String line) {
    print("INFO", line);
  }

  void warning(String line) {
    print("WARNING", line);
  }

  void error(String line) {
    print("ERROR", line);
  }

  private synchronized void print(String level, String line) {
    out.println(TIME.format(LocalDateTime.now()) + " [gpu-mockctl] " + level + ": " + line);
    out.flush();
  }
}
