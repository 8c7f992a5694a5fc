package dev.gpumock.nvml;

import dev.gpumock.topo.CpuArchitecture;
import dev.gpumock.topo.Machine;
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
}
