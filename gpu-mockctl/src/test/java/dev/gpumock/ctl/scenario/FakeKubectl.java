package dev.gpumock.ctl.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A program that answers as kubectl would, from a list of calls and answers, and notes its calls.
 */
final class FakeKubectl {
  private final Path folder;
  private final Map<String, String> cases = new LinkedHashMap<>();

  FakeKubectl(Path folder) {
    this.folder = folder;
  }

  /**
   * A later answer to a call replaces an earlier one.
   *
   * @param call all arguments; {@code *} stands for any characters
   */
  FakeKubectl answers(String call, String output) {
    cases.put(call, "cat <<'END'\n" + output + "\nEND");
    return this;
  }

  /** Answers a call one way the first time, and another way later. */
  FakeKubectl answers(String call, String first, String later) {
    Path mark = folder.resolve("mark-" + cases.size());
    String body =
        "if mkdir %s 2>/dev/null; then cat <<'END'\n%s\nEND\nelse cat <<'END'\n%s\nEND\nfi";
    cases.put(call, body.formatted(mark, first, later));
    return this;
  }

  FakeKubectl fails(String call, String error) {
    cases.put(call, "echo '" + error + "' >&2; exit 1");
    return this;
  }

  /** Longer than anybody waits. */
  FakeKubectl hangs(String call) {
    cases.put(call, "exec sleep 600");
    return this;
  }

  /** Calls whose standard input is kept. */
  FakeKubectl takes(String call) {
    cases.put(call, "cat >>" + folder.resolve("input"));
    return this;
  }

  /** The path of the program. */
  String program() throws IOException {
    StringBuilder script = new StringBuilder("#!/bin/sh\n");
    script.append("echo \"$*\" >>").append(folder.resolve("calls")).append("\ncase \"$*\" in\n");
    cases.forEach(
        (call, body) ->
            script
                .append('"')
                .append(call.replace("*", "\"*\""))
                .append("\") ")
                .append(body)
                .append("\n;;\n"));
    script.append("*) echo \"error: unknown call: $*\" >&2; exit 1;;\nesac\n");
    Path program = folder.resolve("kubectl");
    Files.writeString(program, script);
    if (!program.toFile().setExecutable(true)) {
      throw new IOException(program + " cannot be made executable");
    }
    return program.toString();
  }

  List<String> calls() throws IOException {
    return Files.readAllLines(folder.resolve("calls"));
  }

  String input() throws IOException {
    return Files.readString(folder.resolve("input"));
  }
}
