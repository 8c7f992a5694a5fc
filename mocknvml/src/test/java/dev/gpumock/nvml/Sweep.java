package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gpumock.nvml.Judges.Verdict;
import dev.gpumock.topo.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The program that calls every function; see sweep.c. */
final class Sweep {
  private Sweep() {}

  /** Compiles it into the folder with the system's compiler, linked with a library of ours. */
  static Path compile(Path folder, Machine machine) throws Exception {
    Path libraries = Files.createDirectory(folder.resolve("link"));
    PlacedLibrary.in(libraries, machine);
    Path program = folder.resolve("sweep");
    Verdict compiled =
        Judges.execute(
            List.of(
                "cc",
                "-O1",
                "-w",
                "-Isrc/main/c",
                "src/test/c/sweep.c",
                "-o",
                program.toString(),
                "-L" + libraries,
                "-lnvidia-ml"));
    assertEquals(0, compiled.status(), compiled.err());
    return program;
  }

  /** Prints a line for each function: its name and the best code that it answered. */
  static Verdict run(Path program, Path libraries, String mode) throws Exception {
    return Judges.execute(List.of("env", "LD_LIBRARY_PATH=" + libraries, program.toString(), mode));
  }
}
