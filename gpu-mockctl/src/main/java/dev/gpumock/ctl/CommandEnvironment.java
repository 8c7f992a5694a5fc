package dev.gpumock.ctl;

import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** The environment that the program runs in, which a test gives it. */
final class CommandEnvironment {
  private CommandEnvironment() {}

  static Map<String, String> of(CommandSpec command) {
    return ((GpuMockCtl) command.root().userObject()).environment();
  }
}
