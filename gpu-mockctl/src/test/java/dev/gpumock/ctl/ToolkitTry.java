package dev.gpumock.ctl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One call of {@code cdi generate}, by nvidia-ctk and by this program.
 *
 * @param variables of the environment
 * @param arguments with OUT for the directory that each has to itself
 */
record ToolkitTry(Map<String, String> variables, List<String> arguments, Path scratch) {

  /**
   * What came of it.
   *
   * @param files of the directory, by name: mode and content
   */
  record Result(boolean done, String out, String error, Map<String, String> files) {}

  static ToolkitTry of(String line, Path root, Path scratch) {
    Map<String, String> variables = new TreeMap<>(Map.of("PATH", "/usr/bin:/bin"));
    List<String> arguments = new ArrayList<>(List.of("cdi", "generate"));
    if (!line.matches(".*(driver-root|DRIVER_ROOT|CONF[0-9]).*")) {
      arguments.addAll(List.of("--driver-root", root.toString()));
    }
    for (String word : line.strip().split(" +")) {
      String meant =
          word.replace("''", "").replace("%20", " ").replaceAll("(?<!_)ROOT", root.toString());
      int equals = meant.indexOf('=');
      if (meant.matches("(NVIDIA_CTK_|PATH=|XDG_CONFIG_HOME=).*")) {
        variables.put(meant.substring(0, equals), meant.substring(equals + 1));
      } else if (!line.equals("''")) {
        arguments.add(meant);
      }
    }
    return new ToolkitTry(variables, arguments, scratch);
  }

  Result ofToolkit(String program) throws IOException {
    Path out = Files.createTempDirectory(scratch, "toolkit");
    List<String> command = new ArrayList<>(List.of(program, "--quiet"));
    arguments.forEach(argument -> command.add(argument.replace("OUT", out.toString())));
    Path errors = Files.createTempFile(scratch, "toolkit", ".err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().clear();
    builder.environment().putAll(here(out));
    Process process = builder.start();
    byte[] text = process.getInputStream().readAllBytes();
    boolean done = process.onExit().join().exitValue() == 0;
    return new Result(
        done, new String(text, StandardCharsets.UTF_8), Files.readString(errors), files(out));
  }

  Result ofThis() throws IOException {
    Path out = Files.createTempDirectory(scratch, "this");
    List<String> words = new ArrayList<>();
    arguments.forEach(argument -> words.add(argument.replace("OUT", out.toString())));
    words.addAll(List.of("--profile", "toolkit"));
    CliRun run = CliRun.of(here(out), words);
    return new Result(run.code() == ExitCode.DONE, run.out(), run.err(), files(out));
  }

  private Map<String, String> here(Path out) {
    Map<String, String> here = new TreeMap<>(variables);
    here.replaceAll((name, value) -> value.replace("OUT", out.toString()));
    return here;
  }

  private static Map<String, String> files(Path directory) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(
            directory.relativize(path).toString(),
            Files.getPosixFilePermissions(path) + Files.readString(path));
      }
    }
    return files;
  }
}
