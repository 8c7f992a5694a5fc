package dev.gpumock.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gpumock.topo.catalog.Catalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code machines} and the commands below it. */
class MachinesCommandTest {
  @TempDir private Path folder;

  private static List<String> listed(String... filters) {
    String[] arguments = new String[filters.length + 1];
    arguments[0] = "machines";
    System.arraycopy(filters, 0, arguments, 1, filters.length);
    return CliRun.of(arguments).done().out().lines().skip(1).map(l -> l.split(" ")[0]).toList();
  }

  private String file(String yaml) throws Exception {
    return Files.writeString(folder.resolve("mine.yaml"), yaml).toString();
  }

  @Test
  void filtersNarrowTheList() {
    assertEquals(
        List.of("gb200", "gb300", "p6e-gb200.36xlarge"),
        listed("--arch", "arm64", "--gpus=4", "--name", "B"));
    assertTrue(listed("--board", "a100").contains("dgxa100"));
    assertTrue(listed("--no-mig").contains("t4") && !listed("--mig").contains("t4"));
    assertTrue(listed("--no-nvlink").contains("t4") && !listed("--nvlink").contains("t4"));
    assertEquals(listed().size(), listed("--mig").size() + listed("--no-mig").size());
  }

  @Test
  void aListOfNothingIsSaid() {
    CliRun run = CliRun.of("machines", "--gpus", "63");
    assertEquals("", run.out());
    assertTrue(run.err().contains("no machine is like this"), run.err());
    assertEquals("[ ]\n", CliRun.of("machines", "--gpus", "63", "-o", "json").out());
  }

  @Test
  void whatIsShownIsAMachineFile() throws Exception {
    String yaml = CliRun.of("machines", "show", "gb200", "--node-name", "n").done().out();
    Path file = Files.writeString(folder.resolve("gb200.yaml"), yaml);
    assertEquals(Catalog.standard().machine("gb200", "n"), Catalog.standard().machine(file, "n"));
    CliRun.of("machines", "diff", "gb200", file.toString()).done();
  }

  @Test
  void sourcesAreShownOnRequest() throws Exception {
    String file = file("extends: t4\nboard: {memory: {totalMiB: 999}}\n");
    assertFalse(CliRun.of("machines", "show", file).done().out().contains("# "));
    String yaml = CliRun.of("machines", "show", file, "--sources").done().out();
    assertTrue(yaml.contains("totalMiB: 999 # " + file + ":2\n"), yaml);
  }

  @Test
  void aMachineAsJson() throws Exception {
    JsonNode json =
        new ObjectMapper().readTree(CliRun.of("machines", "show", "t4", "-o=json").done().out());
    assertEquals("Tesla T4", json.at("/board/product/name").asText());
  }

  @Test
  void differencesAreListedAndEndWithTheirOwnCode() {
    CliRun run = CliRun.of("machines", "diff", "p4d.24xlarge", "p4de.24xlarge");
    assertEquals(ExitCode.DIFFERS, run.code());
    assertTrue(run.out().matches("(?s).*board.memory.totalMiB +40960 +81920\n.*"), run.out());
    assertFalse(run.out().contains("uuid"), run.out());
    assertEquals("", CliRun.of("machines", "diff", "dgxa100", "dgx-a100").done().out());
  }

  @Test
  void lintAdvisesAndIsStrictOnRequest() throws Exception {
    String old = file("extends: gb200\ndriver: {version: 550.54.15}\n");
    assertTrue(CliRun.of("machines", "lint", old).done().out().contains("driver 550.54.15 does"));
    assertEquals(ExitCode.DIFFERS, CliRun.of("machines", "lint", old, "--strict").code());
    String good = file("extends: p5.48xlarge\n");
    assertEquals(
        good + ": nothing found\n", CliRun.of("machines", "lint", good, "--strict").done().out());
  }

  @Test
  void theSchemaIsJsonThatKnowsTheProperties() throws Exception {
    JsonNode schema = new ObjectMapper().readTree(CliRun.of("machines", "schema").done().out());
    assertTrue(schema.at("/properties/gpus/items/properties/bdf").isObject());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "machines show                      | 2 | Missing required parameter: 'NAME|FILE'",
        "machines show dgxa10               | 2 | unknown machine 'dgxa10', did you mean dgxa100",
        "machines show /none.yaml           | 1 | /none.yaml: cannot be read: there is no such",
        "machines show t4 -o table          | 2 | a machine is no table; the format is yaml or",
        "machines show t4 --sources -o json | 2 | JSON has no comments",
        "machines show t4 -o yml            | 2 | did you mean yaml?",
        "machines diff t4                   | 2 | Missing required parameter",
        "machines diff t4 t5                | 2 | unknown machine 't5', did you mean t4",
        "machines lint none                 | 2 | unknown machine 'none'",
        "machines shw                       | 2 | 'shw'",
        "machines --arch arm                | 2 | unknown --arch 'arm', did you mean arm64",
        "machines --gpus many               | 2 | '--gpus'",
        "machines --mig show t4             | 2 | stands before 'show'; put it behind"
      })
  void badInput(String arguments, int code, String words) {
    CliRun.of(arguments.split(" +")).refused(code, words);
  }

  @Test
  void aBadFileIsRefusedByAllThatReadIt() throws Exception {
    String file = file("extends: h100\ngpus: [{index: 1, minor: 3}]\n");
    for (String command : List.of("show", "lint")) {
      CliRun.of("machines", command, file)
          .refused(ExitCode.FAILED, file + ":2: two devices have the minor 3");
    }
    CliRun.of("machines", "diff", file, "t4").refused(ExitCode.FAILED, "minor 3");
  }
}
