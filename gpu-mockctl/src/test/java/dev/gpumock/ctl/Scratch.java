package dev.gpumock.ctl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder that stands for a node: its places, and all that is in it. */
record Scratch(Path folder) {
  static final String NODE = "node-a";

  static Scratch in(Path temporary) throws IOException {
    return new Scratch(temporary.toRealPath());
  }

  Path base() {
    return folder.resolve("base");
  }

  Path driver() {
    return folder.resolve("driver");
  }

  Path spec() {
    return folder.resolve("cdi/nvidia.yaml");
  }

  /** Runs the program with its places in this folder, and plain files for device nodes. */
  CliRun run(String command, String... more) {
    return run(Map.of(), command, more);
  }

  CliRun run(Map<String, String> environment, String command, String... more) {
    return CliRun.of(environment, arguments(command, more));
  }

  List<String> arguments(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
    arguments.addAll(places());
    arguments.addAll(List.of("--devices", "files", "--ignore-real-driver"));
    arguments.addAll(List.of(more));
    return arguments;
  }

  List<String> places() {
    return List.of(
        "--base", base() + "", "--driver-root", driver() + "", "--cdi-output", spec() + "");
  }

  /** Every path below the folder. */
  List<String> paths() throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.map(path -> folder.relativize(path).toString()).sorted().toList();
    }
  }

  static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
