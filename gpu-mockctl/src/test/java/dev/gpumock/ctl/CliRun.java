package dev.gpumock.ctl;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a run of the program in this process printed, and its exit code. */
public record CliRun(int code, String out, String err) {

  public static CliRun of(Map<String, String> environment, List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new Execution(new PrintWriter(out), new PrintWriter(err), environment)
            .run(arguments.toArray(String[]::new));
    return new CliRun(code, out.toString(), err.toString());
  }

  public static CliRun of(String... arguments) {
    return of(Map.of(), Arrays.asList(arguments));
  }

  public CliRun done() {
    assertEquals("", err);
    assertEquals(ExitCode.DONE, code, out);
    return this;
  }

  /** Failed as bad input must: with the code, and one line on stderr that holds all the words. */
  public CliRun refused(int wantedCode, String... words) {
    Stream<org.junit.jupiter.api.function.Executable> checks =
        Arrays.stream(words)
            .map(word -> () -> assertTrue(err.contains(word), word + " in: " + err));
    assertAll(
        Stream.concat(
            Stream.of(
                () -> assertEquals(wantedCode, code, err),
                () -> assertEquals(1, err.lines().count(), err),
                () -> assertTrue(err.startsWith("gpu-mockctl: "), err)),
            checks));
    return this;
  }
}
