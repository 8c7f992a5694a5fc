package dev.gpumock.ctl;

import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ParseResult.GroupMatch;

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
    ParseResult at = parsed;
    for (; at.hasSubcommand(); at = at.subcommand()) {
      ParseResult below = at.subcommand();
      at.matchedOptions().stream()
          .filter(option -> !option.usageHelp() && !option.inherited() && !option.hidden())
          .findFirst()
          .ifPresent(option -> refuse(option, below));
    }
    refuseRepeated(at);
    return new CommandLine.RunLast().execute(parsed);
  }

  /** What stands before a subcommand would have no effect. */
  private static void refuse(OptionSpec option, ParseResult subcommand) {
    String name = subcommand.commandSpec().name();
    throw new CommandLine.ParameterException(
        subcommand.commandSpec().commandLine(),
        option.longestName() + " stands before '" + name + "'; put it behind");
  }

  /**
   * An option of a group that is given twice makes picocli begin the whole group anew: the options
   * beside it would silently fall back to their defaults.
   */
  private static void refuseRepeated(ParseResult command) {
    for (ArgGroupSpec group : command.commandSpec().argGroups()) {
      List<GroupMatch> matches =
          command.findMatches(group).stream().flatMap(found -> found.matches().stream()).toList();
      for (OptionSpec option : group.options()) {
        int values = matches.stream().mapToInt(m -> m.matchedValues(option).size()).sum();
        if (values > 1 && !option.isMultiValue()) {
          throw new CommandLine.ParameterException(
              command.commandSpec().commandLine(),
              "option '%s' should be specified only once".formatted(option.longestName()));
        }
      }
    }
  }

  private static Set<String> longNames(CommandLine line, Set<String> names) {
    names.addAll(line.getCommandSpec().optionsMap().keySet());
    line.getSubcommands().values().forEach(child -> longNames(child, names));
    return names;
  }
}
