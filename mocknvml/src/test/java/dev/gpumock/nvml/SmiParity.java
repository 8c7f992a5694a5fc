package dev.gpumock.nvml;

import dev.gpumock.nvml.SmiRuns.Pair;
import dev.gpumock.nvml.SmiRuns.Program;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NVIDIA's nvidia-smi of one version beside ours.
 *
 * @param version of NVIDIA's program, and so of the machines' driver
 * @param cuda the CUDA version of that driver
 */
record SmiParity(Path original, Path ours, String version, String cuda, Path folder) {
  private static final Pattern OWN_VERSION = Pattern.compile("-- v(\\d+\\.\\d+(\\.\\d+)?)");
  private static final Pattern PROPERTY = Pattern.compile("^\"(.+?)\"", Pattern.MULTILINE);
  private static final String ANY_MACHINE = "h100";

  /** What a shell says of SIGSEGV. */
  private static final int CRASHED = 128 + 11;

  static SmiParity with(String judge, String cuda, Path folder) throws Exception {
    Path original = Judges.path(judge);
    Path ours = folder.resolve("nvidia-smi");
    Files.write(ours, DriverPrograms.build(PlacedLibrary.ownCpu()).get("nvidia-smi"));
    Files.setPosixFilePermissions(ours, PosixFilePermissions.fromString("rwxr-xr-x"));
    Matcher version = OWN_VERSION.matcher(Judges.execute(List.of(original.toString(), "-h")).out());
    if (!version.find()) {
      throw new IllegalStateException(original + " -h does not name its version");
    }
    return new SmiParity(original, ours, version.group(1), cuda, folder);
  }

  /** What the original says can be queried, by query. */
  Map<String, List<String>> properties() throws Exception {
    Map<String, List<String>> properties = new TreeMap<>();
    SmiRuns runs = runs("properties", ANY_MACHINE);
    for (String query : SmiGrammar.QUERIES) {
      String help = runs.of(List.of(List.of("--help-query-" + query))).get(0).original().out();
      List<String> names = PROPERTY.matcher(help).results().map(found -> found.group(1)).toList();
      properties.put(query, names);
    }
    return properties;
  }

  /** What both programs say can be queried, each with its other name, in their order. */
  List<Pair> propertyHelp() throws Exception {
    List<List<String>> asks = new ArrayList<>();
    SmiGrammar.QUERIES.forEach(name -> asks.add(List.of("--help-query-" + name)));
    asks.add(List.of("--help-vgpu-query-scheduler-logs"));
    return runs("property-help", ANY_MACHINE).of(asks);
  }

  /** What each program prints when asked for help, by the words that ask. */
  SmiHelp help() throws Exception {
    List<List<String>> asks = new ArrayList<>();
    SmiGrammar.SUBCOMMANDS.forEach(name -> asks.add(List.of(name, "-h")));
    asks.add(List.of("vgpu", "set-scheduler-state", "-h"));
    asks.add(List.of("-h"));
    return new SmiHelp(runs("help", ANY_MACHINE).of(asks));
  }

  /** What the help of the original names and ours does not, by the words that ask for it. */
  Map<String, Set<String>> missingInHelp() throws Exception {
    List<List<String>> asks = new ArrayList<>(List.of(List.of("-h")));
    SmiGrammar.SUBCOMMANDS.forEach(name -> asks.add(List.of(name, "-h")));
    SmiGrammar.QUERIES.forEach(name -> asks.add(List.of("--help-query-" + name)));
    Map<String, Set<String>> missing = new TreeMap<>();
    for (Pair pair : runs("help-names", ANY_MACHINE).of(asks)) {
      Set<String> names = SmiHelp.names(pair.original().out());
      names.removeAll(SmiHelp.names(pair.ours().out()));
      missing.put(String.join(" ", pair.arguments()), names);
    }
    return missing;
  }

  /**
   * One text for each command line that the two do not answer alike on the machine. Where the
   * original crashes there is nothing to be like.
   */
  List<String> differences(String machine, List<List<String>> commands, SmiHelp help)
      throws Exception {
    List<String> found = new ArrayList<>();
    for (Pair pair : runs("on-" + machine, machine).of(commands)) {
      if (pair.original().status() != CRASHED) {
        SmiDifference.of(help.without(pair)).ifPresent(text -> found.add(machine + ": " + text));
      }
    }
    return found;
  }

  /** Both programs, each with a library of its own, in a new folder of this name. */
  SmiRuns runs(String name, String machine) throws IOException {
    return runs(name, machine, "");
  }

  /** The same of the machine with something else in its file. */
  SmiRuns runs(String name, String machine, String more) throws IOException {
    Path here = Files.createDirectory(folder.resolve(name));
    Path yaml =
        Files.writeString(
            here.resolve("machine.yaml"),
            "extends: %s\ndriver: {version: %s, cuda: \"%s\"}\n%s"
                .formatted(machine, version, cuda, more));
    Machine placed = Catalog.standard().machine(yaml, "node-a");
    Path first = Files.createDirectory(here.resolve("original"));
    Path second = Files.createDirectory(here.resolve("ours"));
    PlacedLibrary.in(first, placed);
    PlacedLibrary.in(second, placed);
    Program theirs = new Program(original, first);
    return new SmiRuns(here, theirs, new Program(ours, second), SmiRuns.PLAIN);
  }
}
