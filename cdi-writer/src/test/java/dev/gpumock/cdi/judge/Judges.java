package dev.gpumock.cdi.judge;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Other people's programs that judge what this module writes. GPU_MOCK_JUDGES names the program
 * that runs them; where it is missing a test is skipped, but fails when CI=true.
 */
final class Judges {
  private static final String VARIABLE = "GPU_MOCK_JUDGES";

  private Judges() {}

  /** Ends the test when a judge, or a root user, is needed and not there. */
  static void require() {
    need(System.getenv(VARIABLE) != null, "needs " + VARIABLE + ", the judges' program");
    need("root".equals(System.getProperty("user.name")), "needs root: mknod, chroot, mount");
  }

  /** Ends the test when one of these is not in PATH. */
  static void requirePrograms(String... names) throws IOException {
    for (String name : names) {
      need(run(List.of("which", name), Map.of()).status() == 0, "needs " + name);
    }
  }

  static void need(boolean condition, String what) {
    if ("true".equals(System.getenv("CI"))) {
      assertTrue(condition, what);
    }
    assumeTrue(condition, what);
  }

  /** Where the judge itself is. */
  static Path path(String judge) throws IOException {
    Run found = run(List.of(System.getenv(VARIABLE), "path", judge), Map.of());
    assertTrue(found.status() == 0, found.error());
    return Path.of(found.text().strip());
  }

  static Run judge(String name, Path folder, List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(System.getenv(VARIABLE), "run", name, folder.toString()));
    command.addAll(arguments);
    return run(command, Map.of());
  }

  /** What a program gave. */
  record Run(int status, byte[] output, String error) {
    String text() {
      return new String(output, StandardCharsets.UTF_8);
    }
  }

  /**
   * @param environment added to this process's; a key alone, PATH, replaces
   */
  static Run run(List<String> command, Map<String, String> environment) throws IOException {
    Path errors = Files.createTempFile("judge", ".err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      byte[] output = process.getInputStream().readAllBytes();
      int status = process.waitFor();
      return new Run(status, output, Files.readString(errors));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      Files.delete(errors);
    }
  }
}
