package dev.gpumock.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code gpu-mockctl resolve}. */
class ResolveCommandTest {
  @TempDir private Path folder;

  @Test
  void theAnswerNamesMachineArchitectureAndCapabilities() throws Exception {
    CliRun run = CliRun.of("resolve", "--require", "mig,arm64", "-o", "json");
    assertEquals(ExitCode.DONE, run.code(), run.err());
    JsonNode choice = new ObjectMapper().readTree(run.out()).get(0);
    assertEquals("gpu_1x_gh200", choice.get("machine").asText());
    assertEquals("arm64", choice.get("arch").asText());
    assertEquals("2.29", choice.get("price").asText());
    assertTrue(choice.get("capabilities").toString().contains("dynamic-mig"));
  }

  @Test
  void everyDecisionIsALineOfTheLog() {
    CliRun run = CliRun.of("resolve", "--gpu-type", "8x_v100_n,gpu_8x_a100,gpu_9x_x");
    assertEquals(
        List.of(
            "[gpu-mockctl] INFO: gpu_9x_x: set aside, it is not in the offer",
            "[gpu-mockctl] INFO: gpu_8x_v100_n: set aside, over the quota",
            "[gpu-mockctl] INFO: gpu_8x_a100: chosen at 15.92 in any"),
        run.err().lines().toList());
    assertTrue(run.out().matches("(?s)TYPE .*\ngpu_8x_a100 +15.92 +any .*"), run.out());
  }

  @Test
  void theVariableSaysWhichTypesWillDo() {
    CliRun run = CliRun.of(Map.of("GPU_TYPE", "h100_pcie"), List.of("resolve"));
    assertTrue(run.out().contains("gpu_1x_h100_pcie"), run.out());
    assertTrue(CliRun.of("resolve", "--gpu-type", "").out().contains("gpu_1x_a10 "));
  }

  @Test
  void anOfferOfOnesOwn() throws Exception {
    Path offer =
        Files.writeString(
            folder.resolve("offer.json"),
            "[{\"type\": \"t4\", \"price\": 0.35, \"regions\": []},"
                + "{\"type\": \"l4\", \"price\": 0.75, \"regions\": [\"x\"]}]");
    CliRun run = CliRun.of("resolve", "--offer", offer.toString());
    assertTrue(run.err().contains("t4: set aside, no region has capacity"), run.err());
    assertTrue(run.out().contains("\nl4 "), run.out());
  }

  @Test
  void whenNothingIsLeftItFailsAndSaysSo() {
    CliRun run = CliRun.of("resolve", "--require", "compute-domain,amd64");
    assertEquals(ExitCode.FAILED, run.code());
    assertEquals("", run.out());
    assertTrue(run.err().contains("gpu-mockctl: the offer: no type of it can be had"), run.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'- {type: t4, price: cheap, regions: []}' | :1: price: 'cheap' is not",
        "'- {type: t4, prise: 1, regions: []}'     | :1: unknown property 'prise'",
        "'a: 1'                                    | :1: an offer is a list of types",
        "'- ['                                     | not valid YAML",
        "''                                        | empty"
      })
  void aBadOffer(String text, String words) throws Exception {
    Path offer = Files.writeString(folder.resolve("offer.yaml"), text);
    CliRun.of("resolve", "--offer", offer.toString())
        .refused(ExitCode.FAILED, offer.toString(), words);
  }

  @Test
  void badArguments() {
    CliRun.of("resolve", "--offer", "/none").refused(ExitCode.FAILED, "/none: cannot be read");
    CliRun.of("resolve", "--require", "migg")
        .refused(ExitCode.USAGE, "unknown requirement 'migg', it must be one of mig, ");
  }
}
