package dev.gpumock.nvml;

import static dev.gpumock.nvml.TestPrograms.assertSilent;

import dev.gpumock.topo.CpuArchitecture;
import dev.gpumock.topo.catalog.Catalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every exported function, called in all the ways that do not depend on what it is about. */
class SweepIT {
  @TempDir Path folder;

  private Path place(String machine) throws Exception {
    Path own = Files.createDirectory(folder.resolve(machine));
    return PlacedLibrary.in(own, Catalog.standard().machine(machine, "node-a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gb200", "h100", "dgxa100", "a6000-server", "v100", "t4", "a10-vgpu-host"})
  void refusesWhatItMust(String machine) throws Exception {
    Path program = TestPrograms.build("contract", "cc");
    assertSilent(TestPrograms.runWith(place(machine).getParent(), program));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gb200", "dgxa100", "a6000-server", "v100", "t4", "a10-vgpu-host"})
  void touchesOnlyWhatItIsGiven(String machine) throws Exception {
    Path program = TestPrograms.buildSanitized("contract-sanitized");
    Map<String, String> library = Map.of("GPU_MOCK_PLACED", place(machine).toString());
    assertSilent(TestPrograms.run(library, List.of(program.toString())));
  }

  /** The other architecture's code, which an emulator runs with its C library. */
  @ParameterizedTest
  @ValueSource(strings = {"gb200", "t4"})
  void refusesTheSameOnArm64(String machine) throws Exception {
    if (PlacedLibrary.ownCpu() == CpuArchitecture.ARM64) {
      return; // it is not the other one: all of the above has run it
    }
    TestPrograms.requireArm64();
    byte[] library =
        DriverLibrary.build(Catalog.standard().machine(machine, "node-a"), CpuArchitecture.ARM64)
            .bytes();
    Files.write(folder.resolve("libnvidia-ml.so.1"), library);
    Path program = TestPrograms.build("contract-arm64", "clang");
    assertSilent(
        TestPrograms.run(Map.of(), TestPrograms.onArm64(program, "LD_LIBRARY_PATH=" + folder)));
  }
}
