package dev.gpumock.topo.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.topo.catalog.ResolvedMachine.Difference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResolvedMachineTest {
  private static final Catalog CATALOG = Catalog.standard();
  @TempDir Path directory;

  static List<String> names() {
    return CATALOG.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatIsWrittenOutGivesAnEqualMachine(String name) throws IOException {
    ResolvedMachine resolved = CATALOG.resolved(name, "node-a");
    for (boolean sources : new boolean[] {false, true}) {
      Path file = directory.resolve(name + ".yaml");
      Files.writeString(file, resolved.yaml(sources));
      assertEquals(resolved.machine(), CATALOG.machine(file, "node-a"));
      assertEquals(List.of(), resolved.differences(CATALOG.resolved(file, "node-a")));
    }
  }

  @Test
  void eachValueNamesItsSource() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("mine.yaml"), "extends: t4\n\nboard: {memory: {totalMiB: 999}}\n");
    String yaml = CATALOG.resolved(file, "node-a").yaml(true);
    assertTrue(yaml.contains("totalMiB: 999 # " + file + ":3\n"), yaml);
    assertTrue(yaml.contains("name: Tesla T4 # boards/t4.yaml:3\n"), yaml);
    assertTrue(yaml.contains("minor: 0 # derived\n"), yaml);
  }

  @Test
  void ownValuesWinOverThoseOfTheDriver() throws IOException {
    String text = "extends: p5.48xlarge\nboard: {memory: {reservedMiB: 7}}\nnics: ~\n";
    Path file = Files.writeString(directory.resolve("mine.yaml"), text);
    var gpus = CATALOG.machine(file, "node-a").gpus();
    assertEquals(7, gpus.get(0).board().memory().reservedMiB());
    assertEquals("965-2G520-A800-000", gpus.get(3).board().partNumbers().board().orElseThrow());
  }

  @Test
  void nullTakesAPropertyAway() throws IOException {
    String text = "extends: gb200\nfabric: ~\nboard: {modulePower: null}\n";
    var machine = CATALOG.machine(Files.writeString(directory.resolve("mine.yaml"), text), "n");
    assertEquals(Optional.empty(), machine.fabric());
    assertEquals(Optional.empty(), machine.gpus().get(0).board().modulePower());
  }

  @Test
  void differencesNameBothValues() {
    List<Difference> differences =
        CATALOG.resolved("p4d.24xlarge", "n").differences(CATALOG.resolved("p4de.24xlarge", "n"));
    assertTrue(
        differences.contains(
            new Difference("board.memory.totalMiB", Optional.of("40960"), Optional.of("81920"))),
        differences.toString());
    assertTrue(differences.stream().noneMatch(d -> d.property().endsWith(".bdf")));
    assertTrue(differences.stream().noneMatch(d -> d.property().endsWith(".uuid")));
  }

  @Test
  void lintKnowsDriversThatAreTooOld() throws IOException {
    assertTrue(
        finding("gb200", "550.54.15").startsWith("driver 550.54.15 does not know Blackwell"));
    assertTrue(finding("dgxa100", "418.87.00").startsWith("driver 418.87.00 does not know Ampere"));
    assertEquals(List.of(), MachineLint.findings(CATALOG.machine("p5.48xlarge", "n")));
  }

  @Test
  void lintSeesTwoGpusWithOneMemoryNode() throws IOException {
    String text = "extends: gb200\ngpus: [{index: 1, gpuNumaId: 2}, {index: 2, gpuNumaId: 1}]\n";
    var machine = CATALOG.machine(Files.writeString(directory.resolve("mine.yaml"), text), "n");
    assertEquals(
        List.of(
            "gpuNumaId 2 is another GPU's or a processor's",
            "gpuNumaId 1 is another GPU's or a processor's"),
        MachineLint.findings(machine).subList(0, 2));
  }

  private String finding(String name, String driver) throws IOException {
    String text = "extends: %s\ndriver: {version: %s}\n".formatted(name, driver);
    var machine = CATALOG.machine(Files.writeString(directory.resolve("mine.yaml"), text), "n");
    return MachineLint.findings(machine).stream().findFirst().orElse("nothing found");
  }
}
