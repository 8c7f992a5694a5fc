package dev.gpumock.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cdi validate}. */
class CdiValidateTest {
  @TempDir private Path dir;
  private Path good;

  @BeforeEach
  void write() throws IOException {
    good = Files.writeString(dir.resolve("good.yaml"), GoodSpecification.TEXT);
  }

  @Test
  void validateIsSilentOnAGoodSpecification() {
    assertEquals("", CliRun.of("cdi", "validate", good + "").done().out());
  }

  @Test
  void validateNamesEachProblemWithFileAndLine() throws IOException {
    problem("path: /dev/a", "path: ''", 7, "devices[0].containerEdits.deviceNodes[0].path");
    problem("kind: vendor.com/", "kind: 1/", 2, "kind");
    problem("0.5.0", "0.3.0", 1, "cdiVersion");
  }

  private void problem(String text, String wrong, int line, String property) throws IOException {
    Path bad =
        Files.writeString(dir.resolve("bad.yaml"), GoodSpecification.TEXT.replace(text, wrong));
    CliRun run = CliRun.of("cdi", "validate", bad + "");
    assertEquals(ExitCode.DIFFERS, run.code());
    assertTrue(run.out().startsWith(bad + ":" + line + ": " + property + ": "), run.out());
  }

  /** A runtime takes these; the schema does not. */
  @Test
  void validateKnowsTheSchema() throws IOException {
    problem("\"0\"", "0", 4, "devices[0].name");
    problem(
        "- path: /dev/a",
        "- path: /dev/a\n      minor: 1.5",
        8,
        "devices[0].containerEdits.deviceNodes[0].minor");
    annotations("{a b: c}", "annotations");
    annotations("{a: 1}", "annotations.a");
    annotations("null", "annotations");
  }

  private void annotations(String value, String property) throws IOException {
    String before = "0.5.0\nkind: vendor.com/device\n";
    String with = "0.6.0\nkind: vendor.com/device\nannotations: " + value + "\n";
    problem(before, with, 3, property);
  }

  @Test
  void validateChecksEachFileThatCanBeReadAndAllAgainstEachOther() throws IOException {
    Path other = Files.writeString(dir.resolve("other.json"), GoodSpecification.TEXT);
    CliRun both = CliRun.of("cdi", "validate", good + "", other + "");
    assertEquals(ExitCode.DIFFERS, both.code());
    assertTrue(both.out().contains("a runtime refuses both"), both.out());
    CliRun missing =
        CliRun.of("cdi", "validate", dir.resolve("none.yaml") + "", good + "", other + "");
    assertEquals(ExitCode.FAILED, missing.code());
    assertTrue(missing.out().contains("a runtime refuses both"), missing.out());
    assertTrue(missing.err().contains("there is no file"), missing.err());
  }

  @Test
  void validateOfADirectoryFindsWhatTwoFilesDefine() throws IOException {
    Files.writeString(dir.resolve("other.yaml"), GoodSpecification.TEXT);
    CliRun run = CliRun.of("cdi", "validate", dir + "");
    assertEquals(ExitCode.DIFFERS, run.code());
    assertTrue(run.out().contains("vendor.com/device=0"), run.out());
    assertTrue(run.out().contains("other.yaml"), run.out());
  }

  @Test
  void jsonMayBeIndentedByTabsAndTextMustBeUtf8() throws IOException {
    Path json = dir.resolve("tabs.json");
    Files.writeString(
        json,
        "{\n\t\"cdiVersion\": \"0.5.0\",\n\t\"kind\": \"vendor.com/device\", \"devices\": [\n"
            + "\t{\"name\": \"1\", \"containerEdits\": {\"env\": [\"A=b\"]}}]\n}\n");
    assertEquals("", CliRun.of("cdi", "validate", json + "").done().out());
    Files.write(json, new byte[] {'#', ' ', (byte) 0xff, '\n'});
    assertTrue(
        CliRun.of("cdi", "validate", json + "").out().contains(json + ":1: it is not UTF-8"));
  }
}
