package dev.gpumock.ctl.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The program kubectl.
 *
 * @param command its name, and what stands before all other arguments, such as {@code --context}
 * @param longest how long one call may take
 */
record Kubectl(List<String> command, Duration longest) {
  private static final ObjectMapper JSON = new ObjectMapper();

  Kubectl {
    command = List.copyOf(command);
  }

  /** What a call printed; {@code code} is 0 if it did what it should. */
  record Answer(int code, String out, String err) {
    boolean good() {
      return code == 0;
    }

    /** The last line of the error, which is where kubectl says what was wrong. */
    String reason() {
      String text = err.isBlank() ? out : err;
      return text.lines()
          .filter(line -> !line.isBlank())
          .reduce((a, b) -> b)
          .orElse("exit " + code)
          .strip();
    }
  }

  Answer run(String... arguments) {
    return runWith("", arguments);
  }

  /** Output of a call that must not fail. */
  String text(String... arguments) {
    Answer answer = run(arguments);
    if (!answer.good()) {
      throw new ScenarioException(
          "kubectl %s: %s".formatted(String.join(" ", arguments), answer.reason()));
    }
    return answer.out();
  }

  JsonNode json(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "-o";
    all[arguments.length + 1] = "json";
    try {
      return JSON.readTree(text(all));
    } catch (JsonProcessingException e) {
      throw new ScenarioException("kubectl " + String.join(" ", all) + ": is no JSON");
    }
  }

  /**
   * @param input what kubectl reads from its standard input
   */
  Answer runWith(String input, String... arguments) {
    List<String> words = new ArrayList<>(command);
    words.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(words).start();
      CompletableFuture.delayedExecutor(longest.toMillis(), TimeUnit.MILLISECONDS)
          .execute(process::destroyForcibly);
      CompletableFuture<String> err =
          CompletableFuture.supplyAsync(() -> all(process.getErrorStream()));
      write(process, input);
      String out = all(process.getInputStream());
      return new Answer(process.waitFor(), out, err.join());
    } catch (IOException e) {
      throw new ScenarioException(
          command.get(0) + " cannot be run; install kubectl, or name it by --kubectl or KUBECTL");
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
