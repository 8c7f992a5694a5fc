package dev.gpumock.nvml;

import dev.gpumock.topo.CpuArchitecture;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A driver library in a folder, under the three names that programs open. */
final class PlacedLibrary {
  private PlacedLibrary() {}

  static CpuArchitecture ownCpu() {
    return System.getProperty("os.arch").equals("aarch64")
        ? CpuArchitecture.ARM64
        : CpuArchitecture.AMD64;
  }

  /** Answers the file itself. */
  static Path in(Path folder, Machine machine) throws IOException {
    String name = "libnvidia-ml.so." + machine.driver().version();
    Path file = folder.resolve(name);
    Files.write(file, DriverLibrary.build(machine, ownCpu()).bytes());
    Files.createSymbolicLink(folder.resolve("libnvidia-ml.so.1"), Path.of(name));
    Files.createSymbolicLink(folder.resolve("libnvidia-ml.so"), Path.of("libnvidia-ml.so.1"));
    return file;
  }

  /** The machine of the catalog with another number of GPUs. */
  static Machine withGpus(Path folder, String name, int count) throws IOException {
    StringBuilder yaml = new StringBuilder("extends: " + name + "\ngpus:\n");
    for (int i = 1; i <= count; i++) {
      yaml.append("  - {bdf: \"0001:%02x:00.0\", numaNode: 0, moduleId: %d}\n".formatted(i, i));
    }
    Path file = Files.writeString(folder.resolve("many.yaml"), yaml);
    return Catalog.standard().machine(file, "test-node");
  }
}
