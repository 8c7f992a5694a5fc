package dev.gpumock.ctl;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Reads and runs any command line, by picocli. */
final class AnyLine {
  private final Caller caller;

  AnyLine(Caller caller) {
    this.caller = caller;
  }

  int run(List<String> words) {
    Subcommands subcommands = new Subcommands(caller);
    if (words.isEmpty()) { // it explains itself: nothing is written by mistake
      subcommands.whole(words).usage(caller.console().err());
      return ExitCode.USAGE;
    }
    return run(subcommands.enough(words), words, new SecondLook(words));
  }

  private int run(CommandLine line, List<String> words, IParameterExceptionHandler mistakes) {
    line.setOut(caller.console().out()).setErr(caller.console().err());
    line.setAllowSubcommandsAsOptionParameters(true);
    line.setExecutionExceptionHandler(new ErrorLine(words)).setParameterExceptionHandler(mistakes);
    line.setExecutionStrategy(new LastCommand());
    return line.execute(
        SingleDash.doubled(words.toArray(String[]::new), longNames(line, new HashSet<>())));
  }

  private static Set<String> longNames(CommandLine line, Set<String> names) {
    names.addAll(line.getCommandSpec().optionsMap().keySet());
    line.getSubcommands().values().forEach(child -> longNames(child, names));
    return names;
  }

  // Classes with names, for the class-data archive has no lambdas of picocli's types.

  /** Finds what may have been meant among all that there is. */
  private final class SecondLook implements IParameterExceptionHandler {
    private final List<String> words;

    SecondLook(List<String> words) {
      this.words = words;
    }

    @Override
    public int handleParseException(ParameterException mistake, String[] doubled) {
      return run(new Subcommands(caller).whole(words), words, new ErrorLine(words));
    }
  }

  /** Runs the last command that is named, and refuses options before it. */
  private static final class LastCommand implements IExecutionStrategy {
    @Override
    public int execute(ParseResult parsed) {
      for (ParseResult at = parsed; at.hasSubcommand(); at = at.subcommand()) {
        for (OptionSpec option : at.matchedOptions()) {
          if (!option.usageHelp() && !option.inherited() && !option.hidden()) {
            refuse(option, at.subcommand());
          }
        }
      }
      return new CommandLine.RunLast().execute(parsed);
    }

    /** What stands before a subcommand would have no effect. */
    private static void refuse(OptionSpec option, ParseResult subcommand) {
      String name = subcommand.commandSpec().name();
      throw new ParameterException(
          subcommand.commandSpec().commandLine(),
          option.longestName() + " stands before '" + name + "'; put it behind");
    }
  }
}
