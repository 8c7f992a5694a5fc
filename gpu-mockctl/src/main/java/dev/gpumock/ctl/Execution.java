package dev.gpumock.ctl;

import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ParseResult.GroupMatch;
import picocli.CommandLine.ParseResult.GroupMatchContainer;

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
    List<String> words = List.of(arguments);
    ErrorLine errors = new ErrorLine(words);
    CommandLine enough = Subcommands.enough(new GpuMockCtl(environment), words);
    int code = run(enough, errors, new SecondLook(arguments, errors), arguments);
    out.flush();
    err.flush();
    return code;
  }

  private int run(
      CommandLine line, ErrorLine errors, IParameterExceptionHandler mistakes, String[] arguments) {
    line.setOut(out).setErr(err).setAllowSubcommandsAsOptionParameters(true);
    line.setExecutionExceptionHandler(errors).setParameterExceptionHandler(mistakes);
    line.setExecutionStrategy(new LastCommand());
    return line.execute(SingleDash.doubled(arguments, longNames(line, new HashSet<>())));
  }

  // Classes with names, for the class-data archive has no lambdas of picocli's types.

  /** Finds what may have been meant among all that there is. */
  private final class SecondLook implements IParameterExceptionHandler {
    private final String[] arguments;
    private final ErrorLine errors;

    SecondLook(String[] arguments, ErrorLine errors) {
      this.arguments = arguments;
      this.errors = errors;
    }

    @Override
    public int handleParseException(ParameterException mistake, String[] doubled) {
      CommandLine whole = Subcommands.whole(new GpuMockCtl(environment), List.of(arguments));
      return run(whole, errors, errors, arguments);
    }
  }

  /** Runs the last command that is named, and refuses options before it. */
  private static final class LastCommand implements IExecutionStrategy {
    @Override
    public int execute(ParseResult parsed) {
      ParseResult at = parsed;
      for (; at.hasSubcommand(); at = at.subcommand()) {
        for (OptionSpec option : at.matchedOptions()) {
          if (!option.usageHelp() && !option.inherited() && !option.hidden()) {
            refuse(option, at.subcommand());
          }
        }
      }
      refuseRepeated(at);
      return new CommandLine.RunLast().execute(parsed);
    }
  }

  /** What stands before a subcommand would have no effect. */
  private static void refuse(OptionSpec option, ParseResult subcommand) {
    String name = subcommand.commandSpec().name();
    throw new ParameterException(
        subcommand.commandSpec().commandLine(),
        option.longestName() + " stands before '" + name + "'; put it behind");
  }

  /**
   * An option of a group that is given twice makes picocli begin the whole group anew: the options
   * beside it would silently fall back to their defaults.
   */
  private static void refuseRepeated(ParseResult command) {
    for (ArgGroupSpec group : command.commandSpec().argGroups()) {
      for (OptionSpec option : group.options()) {
        if (!option.isMultiValue() && values(option, command.findMatches(group)) > 1) {
          throw new ParameterException(
              command.commandSpec().commandLine(),
              "option '%s' should be specified only once".formatted(option.longestName()));
        }
      }
    }
  }

  private static int values(OptionSpec option, List<GroupMatchContainer> found) {
    int values = 0;
    for (GroupMatchContainer container : found) {
      for (GroupMatch match : container.matches()) {
        values += match.matchedValues(option).size();
      }
    }
    return values;
  }

  private static Set<String> longNames(CommandLine line, Set<String> names) {
    names.addAll(line.getCommandSpec().optionsMap().keySet());
    for (CommandLine child : line.getSubcommands().values()) {
      longNames(child, names);
    }
    return names;
  }
}
