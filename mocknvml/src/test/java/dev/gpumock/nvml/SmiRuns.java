package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.gpumock.nvml.Judges.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Many runs of two programs, each with a library of its own, by one shell: a process of Java's
 * costs more than the run itself. The two take turns, so that both see the same moment.
 *
 * @param folder of the scripts and of what the programs print
 * @param around makes of a command line that which is run
 */
record SmiRuns(Path folder, Program original, Program ours, UnaryOperator<List<String>> around) {
  private static final int PATIENCE_S = 60;

  /** Without timeout(1), which costs as much time as what is run. */
  private static final String PRELUDE =
      """
      export TZ=UTC
      run() {
        name=$1 LD_LIBRARY_PATH=$2; shift 2
        LD_LIBRARY_PATH=$LD_LIBRARY_PATH $SIGNALS "$@" >$name.out 2>$name.err </dev/null
        echo $? >$name.status
      }
      """;

  /** What a shell runs behind its back would not hear of these. */
  private static final String BEHIND = "SIGNALS='env --default-signal=INT,QUIT'\n";

  /** Output to a pipe, without any terminal. */
  static final UnaryOperator<List<String>> PLAIN = words -> words;

  /** A program, and the folder of the library that it finds. */
  record Program(Path file, Path libraries) {}

  /** What the two made of one command line. */
  record Pair(List<String> arguments, Verdict original, Verdict ours) {}

  List<Pair> of(List<List<String>> commands) throws Exception {
    return run(commands, PRELUDE, "\n");
  }

  /** All of them together: for programs that wait most of their time. */
  List<Pair> atOnce(List<List<String>> commands) throws Exception {
    return run(commands, PRELUDE + BEHIND, " &\n");
  }

  private List<Pair> run(List<List<String>> commands, String prelude, String end) throws Exception {
    StringBuilder script = new StringBuilder(prelude);
    for (int i = 0; i < commands.size(); i++) {
      Files.deleteIfExists(folder.resolve("ours" + i + ".status"));
      script.append(call("original" + i, original, commands.get(i))).append(end);
      script.append(call("ours" + i, ours, commands.get(i))).append(end);
    }
    script.append("wait\n");
    Path file = Files.writeString(folder.resolve("runs.sh"), script);
    Process process =
        new ProcessBuilder("sh", file.toString()).directory(folder.toFile()).inheritIO().start();
    if (!process.waitFor(PATIENCE_S + commands.size(), TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      fail("has no end: " + commands.get(firstWithoutEnd()));
    }
    assertEquals(0, process.exitValue(), "status of " + file);
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < commands.size(); i++) {
      pairs.add(new Pair(commands.get(i), verdict("original" + i), verdict("ours" + i)));
    }
    return pairs;
  }

  private int firstWithoutEnd() {
    int ended = 0;
    while (Files.exists(folder.resolve("ours" + ended + ".status"))) {
      ended++;
    }
    return ended;
  }

  /** On the same libraries, with something else around. */
  SmiRuns in(UnaryOperator<List<String>> surroundings) {
    return new SmiRuns(folder, original, ours, surroundings);
  }

  /** Both programs with the library of ours. */
  SmiRuns withOurLibrary() {
    return new SmiRuns(folder, new Program(original.file(), ours.libraries()), ours, around);
  }

  private String call(String name, Program program, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(program.file().toString()));
    words.addAll(arguments);
    return "run %s %s %s"
        .formatted(name, quoted(program.libraries().toString()), quoted(around.apply(words)));
  }

  /** The words as a shell reads them. */
  static String quoted(List<String> words) {
    return words.stream().map(SmiRuns::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private Verdict verdict(String name) throws IOException {
    int status = Integer.parseInt(read(name + ".status").strip());
    return new Verdict(status, read(name + ".out"), read(name + ".err"));
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name), StandardCharsets.ISO_8859_1);
  }
}
