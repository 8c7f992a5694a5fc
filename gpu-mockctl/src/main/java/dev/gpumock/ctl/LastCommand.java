package dev.gpumock.ctl;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ParseResult.GroupMatch;
import picocli.CommandLine.ParseResult.GroupMatchContainer;

/** Runs the last command that is named, and refuses options that would silently have no effect. */
final class LastCommand implements IExecutionStrategy {
  @Override
  public int execute(ParseResult parsed) {
    ParseResult at = parsed;
    for (; at.hasSubcommand(); at = at.subcommand()) {
      for (OptionSpec option : at.matchedOptions()) {
        if (!option.usageHelp() && !option.inherited() && !option.hidden()) {
          refuseBefore(option, at.subcommand());
        }
      }
    }
    refuseRepeated(at);
    return new CommandLine.RunLast().execute(parsed);
  }

  private static void refuseBefore(OptionSpec option, ParseResult subcommand) {
    String name = subcommand.commandSpec().name();
    throw new ParameterException(
        subcommand.commandSpec().commandLine(),
        option.longestName() + " stands before '" + name + "'; put it behind");
  }

  /**
   * An option of a group that is given twice makes picocli begin the whole group anew: the options
   * beside it would fall back to their defaults.
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
}
