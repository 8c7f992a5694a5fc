package dev.gpumock.ctl;

import java.util.Map;

/** Who runs a command: where it writes to, and the environment that it runs in. */
record Caller(Console console, Map<String, String> environment) {
  Caller {
    environment = Map.copyOf(environment);
  }
}
