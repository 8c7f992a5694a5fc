package dev.gpumock.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.gpumock.nvml.NvmlFunctions;
import org.junit.jupiter.api.Test;

class NvmlCommandTest {
  private static JsonNode json(String... more) throws Exception {
    String[] arguments = new String[more.length + 3];
    System.arraycopy(new String[] {"nvml", "-o", "json"}, 0, arguments, 0, 3);
    System.arraycopy(more, 0, arguments, 3, more.length);
    return new ObjectMapper().readTree(CliRun.of(arguments).done().out());
  }

  private static JsonNode row(JsonNode rows, String function) {
    for (JsonNode row : rows) {
      if (row.get("function").asText().equals(function)) {
        return row;
      }
    }
    throw new AssertionError("no " + function);
  }

  @Test
  void everyFunctionHasARowInEveryForm() throws Exception {
    int all = NvmlFunctions.all().size();
    assertEquals(all, json().size());
    assertEquals(all, json("--machine", "t4").size());
    assertEquals(all + 1, CliRun.of("nvml").done().out().lines().count());
    assertEquals(json(), new YAMLMapper().readTree(CliRun.of("nvml", "-o", "yaml").done().out()));
  }

  @Test
  void aMachineRefusesWhatItsBoardLacks() throws Exception {
    JsonNode t4 = row(json("--machine", "t4"), "nvmlDeviceGetNvLinkState");
    assertEquals("refused", t4.get("kind").asText());
    assertEquals("NVML_ERROR_NOT_SUPPORTED", t4.get("returns").asText());
    JsonNode dgx = row(json("--machine", "dgxa100"), "nvmlDeviceGetNvLinkState");
    assertEquals("answered", dgx.get("kind").asText());
    assertEquals("NVML_SUCCESS", dgx.get("returns").asText());
  }

  @Test
  void theCatalogSaysOnHowManyMachinesAndWhatTheOthersReturn() throws Exception {
    JsonNode links = row(json(), "nvmlDeviceGetNvLinkState");
    assertTrue(links.get("machines").asText().matches("\\d+ of \\d+"), links.toString());
    assertEquals("NVML_ERROR_NOT_SUPPORTED", links.get("otherwise").asText());
    JsonNode limit = row(json(), "nvmlDeviceSetPowerManagementLimit");
    assertEquals("setter", limit.get("kind").asText());
    assertEquals("all", row(json(), "nvmlDeviceGetName").get("machines").asText());
  }

  @Test
  void otherMachinesAreRefused() {
    CliRun.of("nvml", "--machine", "t5").refused(ExitCode.USAGE, "unknown machine 't5'", "t4");
    CliRun.of("nvml", "--machine", "./mine.yaml").refused(ExitCode.USAGE, "./mine.yaml");
  }
}
