package dev.gpumock.cdi.judge;

import dev.gpumock.cdi.request.DriverFacts;

/**
 * A simulated machine as the tests need it.
 *
 * @param library libnvidia-ml.so of this machine
 */
record TestMachine(String name, DriverFacts facts, byte[] library) {
  String version() {
    return facts.version().orElseThrow();
  }
}
