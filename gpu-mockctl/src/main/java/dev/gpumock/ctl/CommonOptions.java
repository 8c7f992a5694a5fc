package dev.gpumock.ctl;

import picocli.CommandLine.Option;

/** Options of every command. */
final class CommonOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this text.")
  private boolean help;

  @Option(names = "--stacktrace", description = "With an error, show where in the program it is.")
  private boolean stacktrace;
}
