package dev.gpumock.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.gpumock.topo.catalog.Catalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Help, tables and their forms for programs. */
class OutputTest {
  @Test
  void withoutArgumentsItExplainsItselfAndWritesNothing() {
    CliRun run = CliRun.of();
    assertEquals(ExitCode.USAGE, run.code());
    assertEquals(CliRun.of("--help").done().out(), run.err());
  }

  @Test
  void helpNamesEveryCommandAndEveryCommandHasHelp() {
    String help = CliRun.of("--help").done().out();
    for (String command :
        List.of(
            "all",
            "cdi",
            "fs",
            "verify",
            "status",
            "reset",
            "clean",
            "agent",
            "node-settings",
            "machines",
            "scenario",
            "resolve",
            "capture",
            "nvml",
            "completion",
            "version")) {
      assertTrue(help.contains("\n  " + command + " "), command);
      assertTrue(CliRun.of(command, "--help").done().out().contains("gpu-mockctl " + command));
    }
  }

  @Test
  void theHelpOfTheBuildIsTheHelpOfTheCommand() {
    assertTrue(HelpTexts.commands().size() > 10);
    for (List<String> command : HelpTexts.commands()) {
      List<String> arguments = new ArrayList<>(command);
      arguments.add("--help");
      String[] words = arguments.toArray(String[]::new);
      assertEquals(Optional.of(CliRun.of(words).done().out()), HelpTexts.of(words));
      arguments.add("--driver-root");
      assertEquals(Optional.empty(), HelpTexts.of(arguments.toArray(String[]::new)));
    }
    assertEquals(Optional.empty(), HelpTexts.of(new String[] {"none", "--help"}));
    assertEquals(Optional.empty(), HelpTexts.of(new String[] {"../x", "-h"}));
  }

  @Test
  void theCommandsOfMachinesHaveHelp() {
    String help = CliRun.of("machines", "--help").done().out();
    for (String command : List.of("show", "diff", "lint", "schema")) {
      assertTrue(help.contains("\n  " + command + " "), command);
      String own = CliRun.of("machines", command, "--help").done().out();
      assertTrue(own.contains("gpu-mockctl machines " + command), own);
      assertTrue(own.lines().allMatch(line -> line.length() <= 100), own);
    }
  }

  @Test
  void noLineOfHelpIsLongerThanATerminalIsWide() {
    assertTrue(CliRun.of("--help").out().lines().allMatch(line -> line.length() <= 100));
  }

  @Test
  void machinesAreTheSameInAllForms() throws Exception {
    List<String> names = Catalog.standard().names();
    String table = CliRun.of("machines").done().out();
    assertEquals(names, table.lines().skip(1).map(line -> line.split(" ")[0]).toList());
    JsonNode json = new ObjectMapper().readTree(CliRun.of("machines", "-o", "json").done().out());
    JsonNode yaml = new YAMLMapper().readTree(CliRun.of("machines", "-o", "yaml").done().out());
    assertEquals(json.findValuesAsText("name"), names);
    assertEquals(yaml.findValuesAsText("name"), names);
  }

  @Test
  void columnsAreAsWideAsTheirLongestCell() {
    assertEquals("A    LONG\n1    x\n234  y", Table.of(List.of(row("1", "x"), row("234", "y"))));
    assertEquals("", Table.of(List.of()));
  }

  private static Map<String, Object> row(String a, String b) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("a", a);
    row.put("long", b);
    return row;
  }

  @Test
  void completionKnowsCommandsAndOptions() {
    String script = CliRun.of("completion").done().out();
    assertTrue(script.contains("--driver-root") && script.contains("verify"), script);
    assertTrue(script.contains("--sources") && script.contains("--keep-identifiers"), script);
  }

  @Test
  void version() {
    assertEquals("development\n", CliRun.of("version", "--short").done().out());
    assertEquals("gpu-mockctl development\n", CliRun.of("--version").done().out());
  }
}
