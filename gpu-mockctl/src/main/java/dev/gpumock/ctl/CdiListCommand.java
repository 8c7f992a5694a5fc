package dev.gpumock.ctl;

import dev.gpumock.cdi.file.SpecDirectory;
import dev.gpumock.cdi.spec.CdiException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gpu-mockctl cdi list}. */
@Command(
    defaultValueProvider = ToolkitVariables.class,
    description = "Lists the CDI devices that a container runtime finds on this node.")
final class CdiListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--spec-dir",
      paramLabel = "DIR",
      split = ",",
      description =
          "Directories of specifications, or files; a later one wins. Default: ${DEFAULT-VALUE}.")
  private List<Path> directories = SpecDirectories.USUAL;

  @Mixin private OutputOption output;
  @Mixin private ToolkitGlobals globals;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws CdiException {
    OutputFormat format = output.format();
    Console console = globals.console(spec);
    List<SpecDirectory> read = SpecDirectories.read(directories);
    read.forEach(directory -> SpecDirectories.problems(directory).forEach(console::warn));
    Map<String, Path> devices = devices(read);
    console.info("Found " + devices.size() + " CDI devices");
    if (format == OutputFormat.TABLE) {
      devices.keySet().forEach(console::say);
    } else {
      console.say(format.document(rows(devices)));
    }
    return ExitCode.DONE;
  }

  /** What two files of one directory define, no other directory brings back. */
  private static Map<String, Path> devices(List<SpecDirectory> directories) {
    Map<String, Path> devices = new TreeMap<>();
    for (SpecDirectory directory : directories) {
      directory.devices().forEach((name, files) -> devices.put(name, files.get(0)));
    }
    for (SpecDirectory directory : directories) {
      devices.keySet().removeAll(directory.conflicts().keySet());
    }
    return devices;
  }

  private static List<Map<String, Object>> rows(Map<String, Path> devices) {
    List<Map<String, Object>> rows = new ArrayList<>();
    devices.forEach(
        (name, file) -> {
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("device", name);
          row.put("file", file.toString());
          rows.add(row);
        });
    return rows;
  }
}
