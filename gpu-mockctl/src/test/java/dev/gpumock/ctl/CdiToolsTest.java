package dev.gpumock.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cdi list|diff|transform}, and the refusals of {@code cdi generate}. */
class CdiToolsTest {
  @TempDir private Path dir;
  private Path good;

  @BeforeEach
  void write() throws IOException {
    good = Files.writeString(dir.resolve("good.yaml"), GoodSpecification.TEXT);
  }

  @Test
  void aLinkToNothingIsAWarningAmongTheOthers() throws IOException {
    Files.createSymbolicLink(dir.resolve("link.yaml"), Path.of("nowhere"));
    CliRun run = CliRun.of("cdi", "list", "--spec-dir", dir + "");
    assertEquals("vendor.com/device=0\n", run.out());
    assertTrue(run.err().contains("link.yaml"), run.err());
  }

  @Test
  void aNodesSpecificationIsRefusedBesideOneThatDefinesItsDevices() throws IOException {
    Path other = dir.resolve("other.yaml");
    Files.writeString(other, GoodSpecification.TEXT.replace("vendor.com/device", "nvidia.com/gpu"));
    CliRun run =
        CliRun.of(
            "cdi",
            "--machine",
            "t4",
            "--devices",
            "files",
            "--ignore-real-driver",
            "--driver-root",
            dir.resolve("driver") + "",
            "--cdi-output",
            dir.resolve("nvidia.yaml") + "");
    run.refused(ExitCode.FAILED, "nvidia.com/gpu=0", other + "");
    assertFalse(Files.exists(dir.resolve("nvidia.yaml")));
    assertFalse(Files.exists(dir.resolve("driver")));
  }

  @Test
  void listNamesDevicesOnceAndTheLaterDirectoryWins() throws Exception {
    Path later = Files.createDirectory(dir.resolve("later"));
    Files.writeString(later.resolve("x.yaml"), GoodSpecification.TEXT);
    String[] command = {"cdi", "list", "--spec-dir", dir + "," + later, "-o", "json"};
    String json = CliRun.of(command).out();
    assertEquals(
        later.resolve("x.yaml").toString(),
        new ObjectMapper().readTree(json).get(0).get("file").textValue());
    CliRun table = CliRun.of("cdi", "list", "--spec-dir", dir + "", "--spec-dir", later + "");
    assertEquals("vendor.com/device=0\n", table.out());
    assertTrue(table.err().contains("Found 1 CDI devices"), table.err());
  }

  @Test
  void listLeavesOutWhatARuntimeRefuses() throws IOException {
    Files.writeString(dir.resolve("other.yaml"), GoodSpecification.TEXT);
    CliRun run = CliRun.of("cdi", "list", "--spec-dir", dir + "");
    assertEquals("", run.out());
    assertTrue(run.err().contains("other.yaml"), run.err());
  }

  @Test
  void noOtherDirectoryBringsBackWhatTwoFilesDefine() throws IOException {
    Files.writeString(dir.resolve("other.yaml"), GoodSpecification.TEXT);
    Path hi = Files.createDirectory(dir.resolve("hi"));
    Files.writeString(hi.resolve("x.yaml"), GoodSpecification.TEXT);
    Files.writeString(
        hi.resolve("y.yaml"), GoodSpecification.TEXT.replace("vendor.com", "acme.com"));
    for (String order : List.of(dir + "," + hi, hi + "," + dir)) {
      assertEquals("acme.com/device=0\n", CliRun.of("cdi", "list", "--spec-dir", order).out());
    }
  }

  @Test
  void listTakesItsDirectoriesFromTheToolkitsVariableAndAFileToo() throws IOException {
    Path hi = Files.createDirectory(dir.resolve("hi"));
    Path file =
        Files.writeString(
            hi.resolve("y.yaml"), GoodSpecification.TEXT.replace("vendor.com", "acme.com"));
    Path link = Files.createSymbolicLink(dir.resolve("link"), hi);
    Map<String, String> variable = Map.of("NVIDIA_CTK_CDI_SPEC_DIRS", dir + "," + hi);
    assertEquals(
        "acme.com/device=0\nvendor.com/device=0\n",
        CliRun.of(variable, List.of("cdi", "list")).out());
    assertEquals(
        "acme.com/device=0\n",
        CliRun.of(variable, List.of("cdi", "list", "--spec-dir", file + "")).out());
    assertEquals("", CliRun.of("cdi", "list", "--spec-dir", link + "").out());
  }

  @Test
  void diffIsByMeaning() throws IOException {
    Path json = dir.resolve("same.json");
    Files.writeString(
        json,
        """
        {"kind": "vendor.com/device", "cdiVersion": "0.5.0",
         "containerEdits": {"mounts": [{"containerPath": "/lib/x.so", "hostPath": "/driver/lib/x.so"}]},
         "devices": [{"name": "0", "containerEdits":
           {"deviceNodes": [{"path": "/dev/a", "hostPath": "/driver/dev/a"}]}}]}
        """);
    assertEquals("", CliRun.of("cdi", "diff", good + "", json + "").done().out());
    Files.writeString(json, Files.readString(json).replace("/lib/x.so", "/lib/y.so"));
    CliRun run = CliRun.of("cdi", "diff", good + "", json + "");
    assertEquals(ExitCode.DIFFERS, run.code());
    assertTrue(run.out().contains("- containerEdits.mounts"), run.out());
    assertTrue(run.out().contains("+ containerEdits.mounts"), run.out());
  }

  @Test
  void transformMovesHostPathsOnly() {
    CliRun run =
        CliRun.of(
            "cdi", "transform", "root", "--from", "/driver", "--to", "/", "--input", good + "");
    String text = run.done().out();
    assertTrue(text.contains("hostPath: /lib/x.so"), text);
    assertTrue(text.contains("path: /dev/a") && !text.contains("/driver"), text);
  }

  @Test
  void transformToNothingIsRefused() {
    CliRun.of("cdi", "transform", "--from", "/driver/lib/x.so", "--input", good + "")
        .refused(ExitCode.FAILED, "--to", "empty");
  }

  @Test
  void diffTakesStandardInputOnce() throws IOException {
    InputStream before = System.in;
    try {
      System.setIn(Files.newInputStream(good));
      assertEquals("", CliRun.of("cdi", "diff", "-", good + "").done().out());
      System.setIn(Files.newInputStream(good));
      assertEquals("", CliRun.of("cdi", "diff", good + "", "-").done().out());
    } finally {
      System.setIn(before);
    }
    CliRun.of("cdi", "diff", "-", "-").refused(ExitCode.USAGE, "standard input");
  }

  private CliRun transformTo(Path input, Path output, String... more) {
    List<String> words = new ArrayList<>(List.of("cdi", "transform", "root", "--from", "/driver"));
    words.addAll(List.of("--to", "/d2", "--input", input + "", "--output", output + ""));
    words.addAll(List.of(more));
    return CliRun.of(Map.of(), words);
  }

  @Test
  void transformWritesInPlaceAndUnderANameThatRuntimesRead() throws IOException {
    Path folder = Files.createDirectory(dir.resolve("out"));
    for (String name : List.of("noext", "x.yml", "y.json", "z.YAML", "w.yaml")) {
      Path own = folder.resolve(name + ".d");
      transformTo(good, own.resolve(name)).done();
      transformTo(good, own.resolve(name)).done();
      String written = name.matches(".*\\.(yaml|json)") ? name : name + ".yaml";
      assertEquals(List.of(written), List.of(own.toFile().list()));
    }
    assertTrue(Files.readString(folder.resolve("y.json.d/y.json")).startsWith("{"));
    transformTo(good, good).done();
    assertTrue(Files.readString(good).contains("/d2/lib/x.so"));
  }

  @Test
  void transformKeepsWhatOthersWrote() throws IOException {
    Path folder = Files.createDirectory(dir.resolve("out"));
    Path other = folder.resolve("other.yaml");
    for (String text :
        List.of(
            GoodSpecification.TEXT.replace("vendor.com", "acme.com"),
            GoodSpecification.TEXT,
            "kind: x\n")) {
      Files.writeString(other, text);
      transformTo(good, other).refused(ExitCode.FAILED, other + "", "--force");
      assertEquals(text, Files.readString(other));
    }
    Files.writeString(other, GoodSpecification.TEXT);
    transformTo(good, other, "--force").done();
    assertTrue(Files.readString(other).contains("/d2/lib/x.so"));
  }

  @Test
  void badInputIsOneLine() {
    CliRun.of("cdi", "validate", dir + "/none.yaml").refused(ExitCode.FAILED, "none.yaml");
    CliRun.of("cdi", "diff", good + "").refused(ExitCode.USAGE, "FILE");
    CliRun.of("cdi", "generate", "--driver-root", dir + "")
        .refused(ExitCode.FAILED, dir + "", "libnvidia-ml.so.1");
    Path here = Path.of("").toAbsolutePath();
    CliRun.of("cdi", "generate", "--driver-root", "../x")
        .refused(ExitCode.FAILED, "libnvidia-ml.so.1 below " + here.getParent().resolve("x"));
    CliRun.of("cdi", "generate", "--mode", "nvlm").refused(ExitCode.USAGE, "nvml");
    CliRun.of("cdi", "generate", "--device-name-strategy", "uid").refused(ExitCode.USAGE, "uuid");
    CliRun.of("cdi", "generate", "--mode", "csv")
        .refused(ExitCode.USAGE, "csv is not supported here", "nvml, ");
    CliRun.of("cdi", "--machine", "t4", "list").refused(ExitCode.USAGE, "--machine", "list");
    CliRun.of("cdi", "transform", "--from", "/a", "--to", "/b", "--relative-to", "hos")
        .refused(ExitCode.USAGE, "host");
  }

  @Test
  void theProfileWithoutHooksRefusesWhatNeedsOneByItsName() {
    for (String option : List.of("--nvidia-cdi-hook-path", "--ldconfig-path", "--enable-hook")) {
      CliRun.of("cdi", "generate", option, "x")
          .refused(ExitCode.USAGE, option + ":", "--profile toolkit");
    }
    CliRun.of("cdi", "generate", "--nvidia-ctk-path=x").refused(ExitCode.USAGE, "hook-path:");
    String[] none = {"cdi", "generate", "--driver-root", dir + "", "--disable-hook", "all"};
    CliRun.of(none).refused(ExitCode.FAILED, "libnvidia-ml.so.1");
  }

  @Test
  void variablesForHooksDoNotHarmTheProfileWithoutHooks() {
    List<String> command = List.of("cdi", "generate", "--driver-root", dir + "");
    for (String variable :
        List.of("CDI_HOOK_PATH", "CDI_GENERATE_LDCONFIG_PATH", "CDI_GENERATE_ENABLED_HOOKS")) {
      CliRun.of(Map.of("NVIDIA_CTK_" + variable, "all"), command)
          .refused(ExitCode.FAILED, "libnvidia-ml.so.1");
    }
  }

  @Test
  void flagsThatTheToolkitTakesAnywhereStandAnywhere() {
    for (String line :
        List.of(
            "cdi list --quiet --spec-dir DIR",
            "cdi list -d --spec-dir DIR --quiet word",
            "--quiet cdi list --spec-dir DIR",
            "--config none -d cdi --quiet list --spec-dir DIR --config=none",
            "--config=none cdi --debug list word --quiet --spec-dir DIR")) {
      CliRun run = CliRun.of(line.replace("DIR", dir + "").split(" ")).done();
      assertEquals("vendor.com/device=0\n", run.out(), line);
    }
    CliRun.of("--quiet", "cdi", "transform", "--debug", "root", "word", "--input", good + "")
        .done();
    CliRun.of("-d", "cdi", "generate", "word", "--driver-root", dir + "")
        .refused(ExitCode.FAILED, "libnvidia-ml.so.1");
    CliRun.of("--quiet", "cdi", "diff", "a", "b").refused(ExitCode.USAGE, "--quiet");
    CliRun.of("--config").refused(ExitCode.USAGE, "--config");
    assertEquals(
        "vendor.com/device=0\n",
        CliRun.of(Map.of("NVIDIA_CTK_QUIET", "1"), List.of("cdi", "list", "--spec-dir", dir + ""))
            .done()
            .out());
  }

  @Test
  void everyCommandHasHelp() {
    for (String command : List.of("generate", "list", "validate", "diff", "transform")) {
      String help = CliRun.of("cdi", command, "--help").done().out();
      assertTrue(help.contains("gpu-mockctl cdi " + command), help);
      assertFalse(help.lines().anyMatch(line -> line.length() > 100), help);
    }
    assertTrue(CliRun.of("cdi", "--help").done().out().contains("validate"));
  }
}
