package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Programs of others, run unmodified on a library of ours. They come from a program that the
 * variable GPU_MOCK_JUDGES names; without it their tests skip, but not in CI.
 */
final class Judges {
  private static final String VARIABLE = "GPU_MOCK_JUDGES";
  private static final int SECONDS = 60;

  /** What a program printed and how it ended. */
  record Verdict(int status, String out, String err) {}

  private Judges() {}

  private static String program() {
    String program = System.getenv(VARIABLE);
    if (program == null && "true".equals(System.getenv("CI"))) {
      fail("in CI the variable " + VARIABLE + " must name the judges");
    }
    assumeTrue(program != null, "needs other people's programs: " + VARIABLE + " is not set");
    return program;
  }

  /** Skips the test where there are no judges, for tests that run them in threads of their own. */
  static void require() {
    program();
  }

  /** Runs the judge with the folder that holds libnvidia-ml.so.1. */
  static Verdict run(String judge, Path libraries, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(program(), "run", judge, libraries.toString()));
    command.addAll(List.of(arguments));
    return execute(command);
  }

  /** The same for a program that goes on until it is ended: after so many seconds. */
  static Verdict runFor(int seconds, String judge, Path libraries, String... arguments)
      throws Exception {
    return runWith("JUDGE_SECONDS=" + seconds, judge, libraries, arguments);
  }

  /** The same with a variable, written NAME=value. */
  static Verdict runWith(String variable, String judge, Path libraries, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("env", variable));
    command.addAll(List.of(program(), "run", judge, libraries.toString()));
    command.addAll(List.of(arguments));
    return execute(command);
  }

  /** The file that belongs to the judge's name. */
  static Path path(String judge) throws Exception {
    return Path.of(execute(List.of(program(), "path", judge)).out().strip());
  }

  static Verdict execute(List<String> command) throws Exception {
    Path out = Files.createTempFile("judge", ".out");
    Path err = Files.createTempFile("judge", ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        fail(command + " did not end within " + SECONDS + " s");
      }
      return new Verdict(process.exitValue(), read(out), read(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }
}
