package dev.gpumock.fs;

import dev.gpumock.topo.Machine;
import dev.gpumock.topo.catalog.Catalog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Plans of catalog machines with small files in place of the driver's libraries. */
final class Samples {
  static final int UVM_MAJOR = 235;
  private static final Catalog CATALOG = Catalog.standard();

  private Samples() {}

  static Machine machine(String name) {
    return CATALOG.machine(name, "node-a");
  }

  static NodePlan plan(String name, boolean nodesAsFiles) {
    Machine machine = machine(name);
    return NodePlanner.driverRoot(
        machine, new NodeOptions(UVM_MAJOR, true, nodesAsFiles), payloads(machine));
  }

  /** A library whose second half may change while it is in use, and a program. */
  private static List<Payload> payloads(Machine machine) {
    String version = machine.driver().version();
    byte[] library = new byte[200_000];
    Arrays.fill(library, 100_000, library.length, (byte) machine.name().hashCode());
    byte[] program = "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8);
    return List.of(
        new Payload("lib64/libnvidia-ml.so." + version, library, 0755, 100_000),
        Payload.fixed("bin/nvidia-smi", program, 0755));
  }

  static final OutsideFile.Source NOTHING_OUTSIDE = nodeRoot -> List.of();

  static OutsideFile outside(Path path, String content) {
    return new OutsideFile(path, content.getBytes(StandardCharsets.UTF_8), 0644, false);
  }

  static OutsideFile.Source specification(Path path, String content) {
    return nodeRoot -> List.of(outside(path, content));
  }
}
