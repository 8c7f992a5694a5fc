package dev.gpumock.nvml;

import static dev.gpumock.nvml.TestPrograms.assertSilent;

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
  @ValueSource(strings = {"gb200", "h100", "dgxa100", "a6000-server", "v100", "t4"})
  void refusesWhatItMust(String machine) throws Exception {
    Path program = TestPrograms.build("contract", "cc");
    assertSilent(TestPrograms.runWith(place(machine).getParent(), program));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gb200", "dgxa100", "a6000-server", "v100", "t4"})
  void touchesOnlyWhatItIsGiven(String machine) throws Exception {
    Path program = TestPrograms.buildSanitized("contract-sanitized");
    Map<String, String> library = Map.of("GPU_MOCK_PLACED", place(machine).toString());
    assertSilent(TestPrograms.run(library, List.of(program.toString())));
  }
}
