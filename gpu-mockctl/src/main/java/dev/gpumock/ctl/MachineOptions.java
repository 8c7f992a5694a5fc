package dev.gpumock.ctl;

import dev.gpumock.topo.Machine;
import dev.gpumock.topo.catalog.Catalog;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Which machine to simulate, and the name of the node that it is simulated on. */
final class MachineOptions {
  private static final String DEFAULT = "dgxa100";

  @Option(
      names = "--machine",
      paramLabel = "NAME|FILE",
      description = {
        "A machine of the catalog ('gpu-mockctl machines' lists them), or a YAML file of your own.",
        "Default: the variable MACHINE_TYPE, else " + DEFAULT + "."
      })
  private String machine = "";

  @Option(
      names = "--node-name",
      paramLabel = "NAME",
      description = {
        "UUIDs and serial numbers are derived from it, so it must differ between nodes.",
        "Default: the variable NODE_NAME, else this computer's name."
      })
  private String nodeName = "";

  /**
   * The machine that options and environment ask for.
   *
   * @param log takes a line when a stand-in is used
   */
  Machine machine(Map<String, String> environment, Consumer<String> log) {
    String name = given(machine, environment.get("MACHINE_TYPE")).orElse(DEFAULT);
    String node = given(nodeName, environment.get("NODE_NAME")).orElseGet(MachineOptions::hostName);
    if (name.contains("/") || name.matches(".*\\.(ya?ml|json)")) {
      return Catalog.standard().machine(Path.of(name), node);
    }
    Catalog catalog = Catalog.standard();
    if (!catalog.has(name) && "true".equals(environment.get("ALLOW_UNSUPPORTED"))) {
      log.accept("unsupported machine \"%s\", using fallback".formatted(name));
      return catalog.fallback(name, node);
    }
    return catalog.machine(name, node);
  }

  /** The option, else the variable, which may be null. */
  private static Optional<String> given(String option, String variable) {
    return option.isBlank()
        ? Optional.ofNullable(variable).filter(text -> !text.isBlank())
        : Optional.of(option);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
