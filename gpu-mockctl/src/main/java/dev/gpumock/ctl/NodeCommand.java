package dev.gpumock.ctl;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
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

  /**
   * What is there, made with the options that it remembers: one node, or two where its parts were
   * made with different ones.
   */
  final List<MockNode> existingNodes() {
    NodePlaces there = places();
    Map<MadeWith, Set<Mode>> parts = new LinkedHashMap<>();
    for (Mode mode : there.existing()) {
      parts
          .computeIfAbsent(MadeWith.read(there.tree(mode)), with -> EnumSet.noneOf(Mode.class))
          .add(mode);
    }
    return parts.entrySet().stream().map(part -> node(part.getValue(), part.getKey())).toList();
  }
}
