package dev.gpumock.ctl;

import dev.gpumock.fs.NodePlan;
import dev.gpumock.topo.Machine;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/** Makes the parts of a mock node that a mode names, and says what was made. */
final class Building {
  /** What to make; {@code all} is both. */
  enum Mode {
    fs,
    cdi,
    all
  }

  private Building() {}

  /** A list such as {@code fs,cdi}. */
  static Set<Mode> modes(String list) {
    Set<Mode> modes = EnumSet.noneOf(Mode.class);
    for (String word : list.split(",", -1)) {
      modes.add(
          Arrays.stream(Mode.values())
              .filter(mode -> mode.name().equals(word.strip()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new UsageException(
                          "unknown mode '" + word + "'; --mode takes fs, cdi, all or a list")));
    }
    return modes;
  }

  static void run(
      Machine machine, NodeSettings settings, Set<Mode> modes, boolean dryRun, PrintWriter out) {
    MockNode node = new MockNode(machine, settings);
    boolean fs = modes.contains(Mode.fs) || modes.contains(Mode.all);
    boolean cdi = modes.contains(Mode.cdi) || modes.contains(Mode.all);
    if (dryRun) {
      print(out, fs, settings.base.toString(), node::basePlan);
      print(out, cdi, settings.driverRoot.toString(), node::driverPlan);
      return;
    }
    node.checkRoots(fs, cdi);
    if (!settings.ignoreRealDriver) {
      RealDriver.refuse();
    }
    if (fs) {
      node.applyBase();
      out.printf(
          "mock filesystem (fs mode) written under %s (%d GPUs)%n",
          settings.base, machine.gpus().size());
    }
    if (cdi) {
      node.applyDriver();
      out.printf("mock driver tree written to %s%n", settings.driverRoot);
      out.printf("CDI spec written to %s%n", settings.cdiOutput);
    }
  }

  private static void print(PrintWriter out, boolean wanted, String root, Supplier<NodePlan> plan) {
    if (wanted) {
      out.println(root + "/");
      plan.get().asTree().lines().map(line -> "  " + line).forEach(out::println);
    }
  }
}
