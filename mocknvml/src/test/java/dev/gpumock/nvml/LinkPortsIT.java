package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gpumock.nvml.Judges.Verdict;
import dev.gpumock.topo.catalog.Catalog;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What NVIDIA's nvidia-smi counts of a board's links: lanes of an NVLink, and links to a Grace. */
class LinkPortsIT {
  @TempDir private Path folder;

  private List<String> lines(String machine, String... arguments) throws Exception {
    PlacedLibrary.in(folder, Catalog.standard().machine(machine, "node-a"));
    Verdict verdict = Judges.run("nvidia-smi-550", folder, arguments);
    assertEquals("", verdict.err());
    return verdict.out().lines().map(String::strip).toList();
  }

  @ParameterizedTest
  @CsvSource({"dgxa100, 4, 12", "h100, 2, 18", "gb200, 2, 18"})
  void eachLinkHasTheLanesOfItsGeneration(String machine, int lanes, int links) throws Exception {
    List<String> lines = lines(machine, "nvlink", "-ec", "-i", "0");
    assertEquals(links, lines.stream().filter(line -> line.startsWith("Link ")).count());
    assertEquals(lanes * links, lines.stream().filter(line -> line.startsWith("Lane ")).count());
  }

  @ParameterizedTest
  @CsvSource({"gh200, 10", "gb200, 10", "h100, 0"})
  void theLinksToGraceAreTheBoards(String machine, int links) throws Exception {
    String speed = ": 44.712 GB/s";
    List<String> lines = lines(machine, "c2c", "-s", "-i", "0");
    assertEquals(links, lines.stream().filter(line -> line.endsWith(speed)).count());
  }
}
