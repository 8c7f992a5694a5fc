package dev.gpumock.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input gives one line that names the place and the way out, and changes nothing. */
class BadInputTest {
  @TempDir private Path temporary;
  private Scratch scratch;
  private List<String> before;

  @BeforeEach
  void makeScratch() throws IOException {
    scratch = Scratch.in(temporary);
    before = scratch.paths();
  }

  private void nothingChanged() throws IOException {
    assertEquals(before, scratch.paths());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "all --machine dgxa10       | unknown machine 'dgxa10', did you mean dgxa100",
        "all --machine nothing-like | unknown machine 'nothing-like'; 'gpu-mockctl machines' lists",
        "--mode fs,cdx              | unknown mode 'cdx', did you mean cdi?",
        "--mode fs,                 | unknown mode ''",
        "-mode=everything           | it is fs, cdi, all",
        "all --machin gb200         | '--machin', 'gb200', did you mean --machine?",
        "alll                       | did you mean all?",
        "all --uvm-major many       | '--uvm-major'",
        "all --uvm-major 5000       | it must be 1 to 4095",
        "all --devices pipes        | it is nodes or files",
        "all --with-hook --toolkit-root usr | relative path 'usr'",
        "all --driver-root relative | relative path 'relative'; write it from / on",
        "all --driver-root /        | root directory of the node",
        "all --driver-root /x/..    | root directory of the node",
        "all --base=                | --base is empty",
        "all --driver-root /x/d[1]  | /x/d[1] has one of * ? [",
        "all --cdi-output /x/a.txt  | must end in .yaml or .json",
        "all --base /x --uvm-major 510 --base /y | option '--base' should be specified only once",
        "--base /x --mode fs --base /y | option '--base' should be specified only once",
        "all --machine              | Missing required parameter for option '--machine'"
      })
  void commandLine(String arguments, String words) throws IOException {
    CliRun.of(arguments.split(" +")).refused(ExitCode.USAGE, words);
    nothingChanged();
  }

  @Test
  void outputFormat() {
    CliRun.of("machines", "-o", "jsn")
        .refused(ExitCode.USAGE, "unknown format 'jsn', did you mean json?");
  }

  @Test
  void optionsBeforeTheCommandHaveNoEffectSoTheyAreRefused() {
    CliRun.of("--machine", "gb200", "all")
        .refused(ExitCode.USAGE, "--machine stands before 'all'; put it behind");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'extends: [dgxa100'               | m.yaml:1 | not valid YAML",
        "'extends: dgxa100\nnodname: x'    | m.yaml:2 | unknown property 'nodname'",
        "'extends: dgxa100\ngpus: many'    | m.yaml:2 | gpus",
        "'extends: dgxa100\ngpuCount: 65'  | m.yaml   | gpuCount is 65, it must be 1 to 64",
        "'extends: dgxa10'                 | m.yaml:1 | did you mean dgxa100",
        "''                                | m.yaml   | empty",
        "'- a list'                        | m.yaml:1 | map of properties",
        "'a: &x [1]\nb: *y'                | m.yaml   | not valid YAML"
      })
  void machineFile(String yaml, String place, String words) throws IOException {
    Path file = scratch.folder().resolve("m.yaml");
    Files.writeString(file, yaml);
    before = scratch.paths();
    scratch.run("all", "--machine", file.toString()).refused(ExitCode.FAILED, place, words);
    nothingChanged();
  }

  @ParameterizedTest
  @CsvSource({"uuid,GPU-4404041a-04cf-1ccf-9e70-f139a9b1e23c", "bdf,0000:01:00.0", "minor,1"})
  void twoGpusWithOneIdentity(String property, String value) throws IOException {
    Path file = scratch.folder().resolve("m.yaml");
    Files.writeString(
        file,
        "extends: dgxa100\ngpus:\n  - {index: 1, %1$s: \"%2$s\"}\n  - {index: 2, %1$s: \"%2$s\"}\n"
            .formatted(property, value));
    before = scratch.paths();
    scratch
        .run("all", "--machine", file.toString())
        .refused(ExitCode.FAILED, "m.yaml", "two devices have the", property);
    nothingChanged();
  }

  @Test
  void machineFileThatIsNoText() throws IOException {
    Path file = scratch.folder().resolve("m.yaml");
    Files.write(file, "description: \u00e4".getBytes(StandardCharsets.ISO_8859_1));
    scratch.run("all", "--machine", file.toString()).refused(ExitCode.FAILED, "m.yaml", "UTF-8");
  }

  @Test
  void machineFileThatIsNotThere() {
    scratch.run("all", "--machine", "/none.yaml").refused(ExitCode.FAILED, "/none.yaml: ");
  }

  @Test
  void machineFileOf100Megabytes() throws IOException {
    Path file = scratch.folder().resolve("m.yaml");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(java.nio.ByteBuffer.wrap(new byte[] {'#'}), 100L * 1024 * 1024);
    }
    scratch
        .run("all", "--machine", file.toString())
        .refused(ExitCode.FAILED, "m.yaml", "too large");
  }

  @Test
  void aFileInTheWay() throws IOException {
    Files.createDirectories(scratch.driver().resolve("dev"));
    Files.writeString(scratch.driver().resolve("dev/nvidia0"), "mine");
    before = scratch.paths();
    scratch.run("all").refused(ExitCode.FAILED, "driver/dev/nvidia0", "not of gpu-mock");
    nothingChanged();
  }

  @Test
  void aDirectoryInTheWay() throws IOException {
    Files.createDirectories(scratch.driver().resolve("dev/nvidia0/mine"));
    before = scratch.paths();
    scratch.run("cdi").refused(ExitCode.FAILED, "driver/dev/nvidia0", "not of gpu-mock");
    nothingChanged();
  }

  @Test
  void aLinkInTheWay() throws IOException {
    Path elsewhere = Files.createDirectory(scratch.folder().resolve("elsewhere"));
    Files.createDirectory(scratch.driver());
    Files.createSymbolicLink(scratch.driver().resolve("dev"), elsewhere);
    before = scratch.paths();
    scratch.run("cdi").refused(ExitCode.FAILED, "driver/dev", "not of gpu-mock");
    nothingChanged();
  }

  @Test
  void aDriverRootThatIsALink() throws IOException {
    Path elsewhere = Files.createDirectory(scratch.folder().resolve("elsewhere"));
    Files.createSymbolicLink(scratch.driver(), elsewhere);
    before = scratch.paths();
    scratch.run("all").refused(ExitCode.FAILED, scratch.driver().toString(), "is a link to");
    nothingChanged();
  }

  @Test
  void aSpecificationOfAnotherProgramStaysAndNothingElseIsMade() throws IOException {
    Files.createDirectories(scratch.spec().getParent());
    Files.writeString(scratch.spec(), "theirs");
    before = scratch.paths();
    scratch.run("all").refused(ExitCode.FAILED, scratch.spec().toString(), "--force");
    nothingChanged();
    scratch.run("all", "--force").done();
    assertTrue(Files.readString(scratch.spec()).contains("nvidia.com/gpu"));
  }

  @Test
  void twoRunsAtOnce() throws IOException {
    scratch.run("cdi").done();
    Path lock = scratch.driver().resolve(".gpu-mock/lock");
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      assertTrue(held.isValid());
      scratch
          .run("cdi", "--with-dri")
          .refused(ExitCode.FAILED, scratch.driver().toString(), "another gpu-mockctl is at work");
    }
    assertFalse(Scratch.exists(scratch.driver().resolve("dev/dri")));
  }

  @Test
  void aNodeWithTheRealDriver() throws IOException {
    Path sign = Files.createFile(scratch.folder().resolve("version"));
    NodeException refusal =
        org.junit.jupiter.api.Assertions.assertThrows(
            NodeException.class, () -> RealDriver.refuse(List.of(sign)));
    assertTrue(refusal.getMessage().startsWith(sign + ": this node runs the real NVIDIA driver"));
    RealDriver.refuse(List.of(scratch.folder().resolve("none")));
  }

  @Test
  void nothingIsThereToVerify() {
    scratch.run("verify").refused(ExitCode.FAILED, "no mock node", "'gpu-mockctl all' makes it");
    scratch.run("clean").done();
  }

  @Test
  void theStackIsShownOnlyWhenAskedFor() {
    CliRun run = CliRun.of("all", "--machine", "/none.yaml", "--stacktrace");
    assertEquals(ExitCode.FAILED, run.code());
    assertTrue(run.err().contains("\tat dev.gpumock"), run.err());
  }
}
