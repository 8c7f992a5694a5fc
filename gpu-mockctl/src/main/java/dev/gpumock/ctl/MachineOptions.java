package dev.gpumock.ctl;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which machine to simulate, and the name of the node that it is simulated on. */
final class MachineOptions {
  @Option(
      names = "--machine",
      paramLabel = "NAME|FILE",
      description = {
        "A machine that 'gpu-mockctl machines' lists, or a YAML file of your own.",
        "Default: the variable MACHINE_TYPE, else " + MachineChoice.DEFAULT + ".",
        "With ALLOW_UNSUPPORTED=true an unknown name gets 8 GPUs of a DGX A100."
      })
  private Optional<String> machine = Optional.empty();

  @Option(
      names = "--node-name",
      paramLabel = "NAME",
      description = {
        "UUIDs and serials are derived from it: it must differ between nodes.",
        "Default: the variable NODE_NAME, else this computer's name."
      })
  private Optional<String> nodeName = Optional.empty();

  @Option(
      names = "--rack",
      paramLabel = "NAME",
      description = {
        "Nodes of one rack are one NVLink domain: they have one cluster UUID.",
        "Only for machines whose fabric leaves the node, such as gb200. Default: the machine's own."
      })
  private Optional<String> rack = Optional.empty();

  @Option(
      names = "--node-settings",
      paramLabel = "FILE",
      description = "Written by 'gpu-mockctl node-settings'; stands in for options not given.")
  private Optional<Path> nodeSettings = Optional.empty();

  MadeWith settings() {
    return MadeWith.NOTHING
        .and(MachineChoice.MACHINE, machine)
        .and(MachineChoice.NODE_NAME, nodeName)
        .and(MachineChoice.RACK, rack)
        .or(nodeSettings.map(MadeWith::readFile).orElse(MadeWith.NOTHING));
  }

  /** What the environment says in place of options; an empty variable says nothing. */
  static MadeWith ofEnvironment(Map<String, String> environment) {
    return MadeWith.NOTHING
        .and(MachineChoice.MACHINE, variable(environment, "MACHINE_TYPE"))
        .and(MachineChoice.NODE_NAME, variable(environment, "NODE_NAME"))
        .and(MachineChoice.ALLOW_UNSUPPORTED, variable(environment, "ALLOW_UNSUPPORTED"));
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
