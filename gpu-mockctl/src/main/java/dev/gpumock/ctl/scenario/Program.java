package dev.gpumock.ctl.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program that is run, for a time at most.
 *
 * @param command its name, and what stands before all other arguments
 * @param longest how long one call may take
 */
record Program(List<String> command, Duration longest) {
  Program {
    command = List.copyOf(command);
  }

  /** What a call printed; {@code code} is 0 if it did what it should. */
  record Answer(int code, String out, String err) {
    boolean good() {
      return code == 0;
    }

    /** The last line of the error, which is where programs say what was wrong. */
    String reason() {
      String text = err.isBlank() ? out : err;
      return text.lines()
          .filter(line -> !line.isBlank())
          .reduce((a, b) -> b)
          .orElse("exit " + code)
          .strip();
    }
  }

  /**
   * @param input what the program reads from its standard input
   * @throws IOException if it cannot be started
   */
  Answer run(String input, List<String> arguments) throws IOException {
    List<String> words = new ArrayList<>(command);
    words.addAll(arguments);
    try {
      Process process = new ProcessBuilder(words).start();
      CompletableFuture.delayedExecutor(longest.toMillis(), TimeUnit.MILLISECONDS)
          .execute(process::destroyForcibly);
      CompletableFuture<String> err =
          CompletableFuture.supplyAsync(() -> all(process.getErrorStream()));
      write(process, input);
      String out = all(process.getInputStream());
      return new Answer(process.waitFor(), out, err.join());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ScenarioException("interrupted");
    }
  }

  /** A program that does not read all of its input has its own reason to tell. */
  private static void write(Process process, String input) {
    try (OutputStream stream = process.getOutputStream()) {
      stream.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // The exit code and the error output tell why it has stopped reading.
    }
  }

  private static String all(InputStream stream) {
    try {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
