package dev.gpumock.ctl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gpu-mockctl version}. */
@Command(description = "Prints the version of this program.")
final class VersionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = {"-s", "--short"},
      description = "The number alone.")
  private boolean number;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("version", version());
    facts.put("java", System.getProperty("java.version"));
    facts.put("platform", System.getProperty("os.name") + "/" + System.getProperty("os.arch"));
    if (number) {
      spec.commandLine().getOut().println(version());
    } else if (json) {
      spec.commandLine().getOut().println(OutputFormat.JSON.render(List.of(facts)));
    } else {
      spec.commandLine().getOut().println("gpu-mockctl version: " + version());
      spec.commandLine().getOut().println("  java:     " + facts.get("java"));
      spec.commandLine().getOut().println("  platform: " + facts.get("platform"));
    }
    return ExitCode.DONE;
  }

  /** As the build wrote it into the jar. */
  static String version() {
    return Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
