package dev.gpumock.ctl;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;

/** A command that is about a mock node: its options, and the node that they describe. */
abstract class NodeCommand implements Callable<Integer> {
  @ArgGroup(validate = false, heading = "%nThe machine:%n")
  private MachineOptions machine = new MachineOptions();

  @ArgGroup(validate = false, heading = "%nPlaces:%n")
  private PlaceOptions places = new PlaceOptions();

  @ArgGroup(validate = false, heading = "%nDevice nodes and CDI specification:%n")
  private DriverOptions driver = new DriverOptions();

  @Mixin private CommonOptions common = new CommonOptions();

  private final Caller caller;

  NodeCommand(Caller caller) {
    this.caller = caller;
  }

  final Map<String, String> environment() {
    return caller.environment();
  }

  final Console console() {
    return caller.console();
  }

  final NodePlaces places() {
    return places.places();
  }

  final void refuseRealDriver() {
    if (!driver.ignoreRealDriver()) {
      RealDriver.refuse();
    }
  }

  /** The node as options and environment describe it. */
  final MockNode node(Set<Mode> modes) {
    return node(modes, MadeWith.NOTHING);
  }

  /**
   * @param remembered stands in for options that are not given, before the environment
   */
  final MockNode node(Set<Mode> modes, MadeWith remembered) {
    MadeWith settings =
        driver
            .settings()
            .or(machine.settings())
            .or(remembered)
            .or(MachineOptions.ofEnvironment(environment()));
    return MockNode.of(settings, places(), modes, driver.force(), console());
  }

  /** The node that is there: made with the options that it remembers. */
  final MockNode existingNode() {
    NodePlaces there = places();
    Set<Mode> modes = there.existing();
    return node(modes, MadeWith.read(there.here(there.driverRoot())));
  }
}
