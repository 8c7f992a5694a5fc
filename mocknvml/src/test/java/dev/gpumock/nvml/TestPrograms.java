package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The C programs of src/test/c, made when they are first asked for. */
final class TestPrograms {
  private static final Path OUT = Path.of("target", "test-programs").toAbsolutePath();
  private static final Path ARM64_ROOT = Path.of("/usr/aarch64-linux-gnu");
  private static final int SECONDS = 600; // also of a machine that has much else to do

  /** What a program printed, on both streams, and how it ended. */
  record Result(int status, String output) {}

  private TestPrograms() {}

  /** Answers the program's path; skips the test where a tool is missing that it is made with. */
  static Path build(String name, String... tools) throws Exception {
    Arrays.stream(tools).forEach(TestPrograms::require);
    Path program = OUT.resolve(name);
    Result made = make(program.toString());
    assertEquals(0, made.status(), made.output());
    return program;
  }

  /** The same with clang's sanitizers, and its fuzzer. */
  static Path buildSanitized(String name) throws Exception {
    require("clang");
    missing(make("can-sanitize").status() == 0, "clang's run-time library is not installed");
    return build(name);
  }

  private static Result make(String target) throws Exception {
    return run(Map.of(), List.of("make", "-s", "-j2", "-C", "src/test/c", "OUT=" + OUT, target));
  }

  /** The test needs the program: without it, it skips, but not in CI. */
  static void require(String tool) {
    boolean found =
        Arrays.stream(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    missing(found, tool + " is not installed");
  }

  /** The same of a file that a package brings. */
  static void requireFile(Path file) {
    missing(Files.exists(file), file + " is missing");
  }

  /** What makes and runs programs for arm64 where the machine is another. */
  static void requireArm64() {
    require("qemu-aarch64-static");
    require("ld.lld");
    requireFile(ARM64_ROOT.resolve("lib/libc.so.6"));
  }

  /** The command that runs a program for arm64 with a variable set. */
  static List<String> onArm64(Path program, String variable) {
    return new ArrayList<>(
        List.of(
            "qemu-aarch64-static",
            "-L",
            ARM64_ROOT.toString(),
            "-E",
            variable,
            program.toString()));
  }

  /** The test changes what only root may. */
  static void requireRoot() {
    missing("root".equals(System.getProperty("user.name")), "needs root");
  }

  private static void missing(boolean present, String what) {
    if (!present && "true".equals(System.getenv("CI"))) {
      fail("in CI nothing may be missing: " + what);
    }
    assumeTrue(present, what);
  }

  /** Runs a program that is linked with the driver library, on the library in the folder. */
  static Result runWith(Path libraries, Path program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    return run(Map.of("LD_LIBRARY_PATH", libraries.toString()), command);
  }

  static Result run(Map<String, String> environment, List<String> command) throws Exception {
    Path output = Files.createTempFile("program", ".out");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        fail(command + " did not end within " + SECONDS + " s:\n" + Files.readString(output));
      }
      return new Result(process.exitValue(), Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }

  /** It ended well and had nothing to say. */
  static void assertSilent(Result result) {
    assertEquals("", result.output());
    assertEquals(0, result.status());
  }

  /** It ended well, whatever it told. */
  static String assertDone(Result result) {
    assertTrue(result.status() == 0, () -> "status " + result.status() + "\n" + result.output());
    return result.output();
  }
}
