package dev.gpumock.topo.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.GpuInstance;
import dev.gpumock.topo.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GPU instances as files list them, with the ids and places that real listings show. */
class GpuInstancesTest {
  private static final Catalog CATALOG = Catalog.standard();
  @TempDir Path directory;

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("mine.yaml"), text);
  }

  private Machine machine(String text) throws IOException {
    return CATALOG.machine(file(text), "node-a");
  }

  /** As "id@start id@start". */
  private static String places(Gpu gpu) {
    return gpu.gpuInstances().stream()
        .map(instance -> instance.id() + "@" + instance.start())
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource({
    // Ids as the driver gives them to instances that are made one after the other.
    "h100, '{profile: 3g.40gb}, {profile: 1g.10gb}, {profile: 2g.20gb}', 2@4 7@0 4@2",
    "h100, '{profile: 19}, {profile: 14}, {profile: 5}', 13@6 5@4 1@0",
    "h100, '{profile: 15}, {profile: 15}, {profile: 15}, {profile: 15}', 5@4 3@0 4@2 6@6",
    "a30, '{profile: 1g.6gb}, {profile: 1g.6gb}, {profile: 2g.12gb}', 3@0 4@1 2@2",
    "rtxpro6000, '{profile: 2g.48gb}, {profile: 14}, {profile: 14}', 1@0 5@6 6@9",
    // Of an H100 that was divided so: 3g, 1g+me, 1g.
    "h100, '{profile: 3g.40gb, id: 1}, {profile: 20, id: 11}, {profile: 19, id: 13}', 1@0 11@4 13@6",
    // What is stated is taken before anything is chosen.
    "h100, '{profile: 1g.10gb}, {profile: 1g.10gb, start: 6}', 11@4 13@6",
    // Of an A100 whose halves have changed places; only the 14 tells.
    "dgxa100, '{profile: 1g.5gb, id: 7}, {profile: 1g.5gb, id: 14}, {profile: 14}', 7@4 14@3 5@0",
    "dgxa100, '{profile: 3g.20gb, id: 2, start: 0}, {profile: 9}', 2@0 1@4",
  })
  void haveTheIdsAndPlacesOfRealOnes(String machine, String list, String expected)
      throws IOException {
    Machine made =
        machine("extends: " + machine + "\ngpus: [{index: 0, gpuInstances: [" + list + "]}]\n");
    assertEquals(expected, places(made.gpus().get(0)));
    assertTrue(made.gpus().get(0).migMode());
  }

  @Test
  void computeInstancesTakeTheDriversIdsAndTheFirstPlaces() throws IOException {
    String parts = "{profile: 1c.4g.40gb}, {profile: 1, id: 0}, {profile: 1c.4g.40gb}";
    GpuInstance instance =
        machine(
                "extends: h100\ngpus:\n  - index: 3\n    gpuInstances:\n"
                    + "      - {profile: 4g.40gb, computeInstances: ["
                    + parts
                    + "]}\n")
            .gpus()
            .get(3)
            .gpuInstances()
            .get(0);
    assertEquals(
        "1:1c.4g.40gb@0 0:2c.4g.40gb@2 2:1c.4g.40gb@1",
        instance.computeInstances().stream()
            .map(c -> c.id() + ":" + c.profile().name() + "@" + c.start())
            .collect(Collectors.joining(" ")));
  }

  /** Left out: one that takes all. An empty list: none. */
  @Test
  void theListOfTheMachineIsThatOfSlotsWithoutOne() throws IOException {
    Machine machine =
        machine(
            "extends: h100\ngpuInstances: [{profile: 7g.80gb}]\ngpus:\n"
                + "  - {index: 1, gpuInstances: []}\n"
                + "  - {index: 2, gpuInstances: [{profile: 4g.40gb, computeInstances: []}]}\n");
    GpuInstance whole = machine.gpus().get(0).gpuInstances().get(0);
    assertEquals("7g.80gb", whole.computeInstances().get(0).profile().name());
    assertEquals(List.of(), machine.gpus().get(1).gpuInstances());
    assertFalse(machine.gpus().get(1).migMode());
    assertEquals(List.of(), machine.gpus().get(2).gpuInstances().get(0).computeInstances());
    assertEquals(whole, machine.gpus().get(7).gpuInstances().get(0));
  }

  @Test
  void areWrittenOutWithAllTheirPlaces() throws IOException {
    Path file =
        file(
            "extends: dgxa100\ngpuCount: 9\ngpuInstances:\n  - profile: 3g.20gb\n"
                + "    computeInstances: [{profile: 1c.3g.20gb}, {profile: 2c.3g.20gb}]\n"
                + "  - {profile: 20, computeInstances: []}\n"
                + "gpus: [{index: 4, gpuInstances: []}, {index: 5, gpuInstances: [{profile: 0}]}]\n");
    ResolvedMachine resolved = CATALOG.resolved(file, "node-a");
    String yaml = resolved.yaml(true);
    assertTrue(yaml.contains("- profile: 3g.20gb # " + file + ":4\n"), yaml);
    assertTrue(yaml.contains("start: 4 # derived\n"), yaml);
    Path copy = Files.writeString(file, yaml);
    assertEquals(resolved.machine(), CATALOG.machine(copy, "node-a"));
    assertEquals(List.of(), resolved.differences(CATALOG.resolved(copy, "node-a")));
    assertEquals("2", resolved.values().get("gpus[8].gpuInstances[0].id"));
  }
}
