package dev.gpumock.ctl;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What every command takes, and how its help looks. */
@Command(
    addMethodSubcommands = false,
    sortOptions = false,
    usageHelpWidth = 100,
    abbreviateSynopsis = true,
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed; stderr says in one line what, where and what to do",
      "2:the command line is wrong",
      "3:verification found differences"
    })
final class CommonOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This text.")
  private boolean help;

  @Option(names = "--stacktrace", description = "Show where in the program an error arose.")
  private boolean stacktrace;
}
