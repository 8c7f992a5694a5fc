package dev.gpumock.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The program that runs other people's ones, which judge the result. Where it is missing a test is
 * skipped, but fails when CI=true.
 */
final class Judges {
  private static final String VARIABLE = "GPU_MOCK_JUDGES";

  private Judges() {}

  /** Ends the test when the judges, or a root user, are needed and not there. */
  static void require() {
    need(System.getenv(VARIABLE) != null, "needs " + VARIABLE + ", the judges' program");
    need("root".equals(System.getProperty("user.name")), "needs root: mknod");
  }

  static String program() {
    return System.getenv(VARIABLE);
  }

  private static void need(boolean condition, String what) {
    if ("true".equals(System.getenv("CI"))) {
      assertTrue(condition, what);
    }
    assumeTrue(condition, what);
  }

  /** The program nvidia-ctk. */
  static String toolkit() throws IOException {
    return output(List.of(program(), "path", "nvidia-ctk")).strip();
  }

  /** What a command prints that must end well. */
  static String output(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    byte[] out = process.getInputStream().readAllBytes();
    assertEquals(0, process.onExit().join().exitValue(), command + "");
    return new String(out, StandardCharsets.UTF_8);
  }
}
