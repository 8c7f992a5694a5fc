package dev.gpumock.ctl;

import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** One run of the program from its arguments to its exit code; the process goes on. */
final class Execution {
  private final PrintWriter out;
  private final PrintWriter err;
  private final Map<String, String> environment;

  Execution(PrintWriter out, PrintWriter err, Map<String, String> environment) {
    this.out = out;
    this.err = err;
    this.environment = environment;
  }

  int run(String... arguments) {
    CommandLine line = new CommandLine(new GpuMockCtl(environment));
    Subcommands.add(line, arguments);
    line.setOut(out).setErr(err).setAllowSubcommandsAsOptionParameters(true);
    ErrorLine errors = new ErrorLine(List.of(arguments));
    line.setExecutionExceptionHandler(errors).setParameterExceptionHandler(errors);
    line.setExecutionStrategy(Execution::execute);
    int code = line.execute(SingleDash.doubled(arguments, longNames(line, new HashSet<>())));
    out.flush();
    err.flush();
    return code;
  }

  private static int execute(ParseResult parsed) {
    for (ParseResult at = parsed; at.hasSubcommand(); at = at.subcommand()) {
      ParseResult below = at.subcommand();
      at.matchedOptions().stream()
          .filter(option -> !option.usageHelp() && !option.inherited() && !option.hidden())
          .findFirst()
          .ifPresent(option -> refuse(option, below));
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  /** What stands before a subcommand would have no effect. */
  private static void refuse(OptionSpec option, ParseResult subcommand) {
    String name = subcommand.commandSpec().name();
    throw new CommandLine.ParameterException(
        subcommand.commandSpec().commandLine(),
        option.longestName() + " stands before '" + name + "'; put it behind");
  }

  private static Set<String> longNames(CommandLine line, Set<String> names) {
    names.addAll(line.getCommandSpec().optionsMap().keySet());
    line.getSubcommands().values().forEach(child -> longNames(child, names));
    return names;
  }
}
