package dev.gpumock.ctl;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What nvidia-ctk takes anywhere on its command line, so that lines for it work here. */
final class ToolkitGlobals {
  private static final Set<String> COMMANDS = Set.of("generate", "list", "transform");
  private static final Set<String> SWITCHES = Set.of("--quiet", "--debug", "-d");
  private static final String CONFIG = "--config";

  @Option(names = "--quiet", converter = GoBoolean.class, description = "No remarks, errors only.")
  private boolean quiet;

  @Option(
      names = {"--debug", "-d"},
      hidden = true,
      converter = GoBoolean.class,
      description = "Accepted: there is nothing more to tell.")
  private boolean debug;

  @Option(
      names = CONFIG,
      hidden = true,
      paramLabel = "FILE",
      description =
          "The toolkit's configuration: profile toolkit takes nvidia-container-cli.root from it.")
  private Optional<String> config = Optional.empty();

  @Parameters(index = "0..*", hidden = true, description = "Accepted, as nvidia-ctk does.")
  private List<String> words = List.of();

  /** Of an option that is given twice the last one counts, as for nvidia-ctk. */
  @Spec(Spec.Target.MIXEE)
  void setCommand(CommandSpec command) {
    command.parser().overwrittenOptionsAllowed(true);
  }

  Optional<String> config() {
    return config;
  }

  Console console(CommandSpec command) {
    PrintWriter out = command.commandLine().getOut();
    return new Console(
        out, quiet ? new PrintWriter(Writer.nullWriter()) : command.commandLine().getErr());
  }

  /** The arguments with those of these options behind the command that stand before it. */
  static List<String> behindCommand(List<String> arguments) {
    int cdi = afterGlobals(arguments, 0);
    int command = afterGlobals(arguments, Math.min(cdi + 1, arguments.size()));
    if (command >= arguments.size()
        || !arguments.get(cdi).equals("cdi")
        || !COMMANDS.contains(arguments.get(command))) {
      return arguments;
    }
    List<String> moved = new ArrayList<>(List.of("cdi", arguments.get(command)));
    moved.addAll(arguments.subList(0, cdi));
    moved.addAll(arguments.subList(cdi + 1, command));
    moved.addAll(arguments.subList(command + 1, arguments.size()));
    return moved;
  }

  private static int afterGlobals(List<String> arguments, int from) {
    int at = from;
    while (at < arguments.size() && isGlobal(arguments.get(at))) {
      at += arguments.get(at).equals(CONFIG) ? 2 : 1;
    }
    return Math.min(at, arguments.size());
  }

  private static boolean isGlobal(String argument) {
    String name = argument.split("=", 2)[0];
    return SWITCHES.contains(name) || name.equals(CONFIG);
  }
}
