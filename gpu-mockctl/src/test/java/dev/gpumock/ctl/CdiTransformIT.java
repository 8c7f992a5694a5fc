package dev.gpumock.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cdi transform} beside the real {@code nvidia-ctk cdi transform}, on one specification. */
class CdiTransformIT {
  private static final String SPECIFICATION =
      """
      cdiVersion: 0.5.0
      kind: vendor.com/device
      devices:
      - name: "0"
        containerEdits:
          deviceNodes:
          - path: /dev/a
            hostPath: /run/h100/driver/dev/a
          - path: /dev/b
      containerEdits:
        env: [A=/run/h100]
        hooks:
        - {hookName: createContainer, path: /run/h100/hook, args: [x, "/lib/a::/run/h100/b"]}
        - {hookName: poststop, path: /run/h100/hook, args: [x, "/run/h1::/run/h100/b"]}
        mounts:
        - {hostPath: /run/h100/driver/lib/x.so, containerPath: /lib/x.so, options: [ro]}
        - {hostPath: /run/h1, containerPath: /run/h1}
      """;

  @TempDir static Path temporary;

  /** What came of it, in the directory OUT. */
  private record Result(boolean done, String out, Map<String, String> files) {}

  @BeforeAll
  static void require() {
    Judges.require();
  }

  /** With the specification, and an empty file as mktemp makes it. */
  private static Path directory() throws IOException {
    Path out = Files.createTempDirectory(temporary, "out");
    Files.writeString(out.resolve("in.yaml"), SPECIFICATION);
    Files.createFile(out.resolve("empty.yaml"));
    return out;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--from /run/h100",
        "--to /z",
        "--from /run/h1 --to /z",
        "--from /run/h1 --to",
        "--from /run/h1/ --to /z",
        "--from /run/h100/ --to /z/",
        "--from /run/h100 --to /z/../y",
        "--from / --to /host",
        "--from /run --to /run",
        "--from /run/ --to /run",
        "--from run --to /z",
        "--from /none --to /z",
        "--from /lib --to /l --relative-to container",
        "--from /li --to /l --relative-to container",
        "--from /run/h1 --to /z --relative-to container",
        "--from /run/h1 --to /z --relative-to nothing",
        "--from /run/h1",
        "--from /run/h1 --to /z --output OUT/d/",
        "--from /run/h1 --to /z --output OUT/d.e/",
        "--from /run/h1 --to /z --output OUT/.",
        "--from /run/h1 --to /z --output OUT/x.YAML",
        "--from /run/h1 --to /z --output OUT/x.json",
        "--from /run/h1 --to /z --output OUT/.json",
        "--from /run/h1 --to /z --output OUT/beside.yaml",
        "--from /run/h1 --to /z --output OUT/empty.yaml",
        "--from /run/h1 --to /z --output OUT/in.yaml"
      })
  void agreesWithTheToolkit(String line) throws IOException {
    Path toolkit =
        Path.of(ofProgram(List.of(Judges.program(), "path", "nvidia-ctk")).out().strip());
    assertEquals(theirs(toolkit, line), ours(line));
  }

  private static List<String> words(String line, Path out) {
    List<String> words = new ArrayList<>(List.of("cdi", "transform", "root", "--input"));
    words.add(out.resolve("in.yaml") + "");
    for (String word : line.isEmpty() ? new String[0] : line.split(" ")) {
      words.add(word.replace("OUT", out + ""));
    }
    if (line.endsWith("--to")) {
      words.add("");
    }
    return words;
  }

  private static Result theirs(Path toolkit, String line) throws IOException {
    Path out = directory();
    List<String> command = new ArrayList<>(List.of(toolkit + "", "--quiet"));
    command.addAll(words(line, out));
    Result result = ofProgram(command);
    return new Result(result.done(), result.out(), files(out));
  }

  private static Result ours(String line) throws IOException {
    Path out = directory();
    CliRun run = CliRun.of(Map.of(), words(line, out));
    return new Result(run.code() == ExitCode.DONE, run.out(), files(out));
  }

  private static Result ofProgram(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.onExit().join().exitValue() == 0, out, Map.of());
  }

  private static Map<String, String> files(Path directory) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(directory.relativize(path) + "", Files.readString(path));
      }
    }
    return files;
  }
}
