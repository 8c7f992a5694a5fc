package dev.gpumock.cdi.spec;

import java.util.List;

/** Cache and memory bandwidth of Intel's resource director; CDI 0.7.0, the last two 1.1.0. */
public record IntelRdt(
    String closId,
    String l3CacheSchema,
    String memBwSchema,
    List<String> schemata,
    boolean enableMonitoring) {
  public IntelRdt {
    schemata = List.copyOf(schemata);
  }
}
