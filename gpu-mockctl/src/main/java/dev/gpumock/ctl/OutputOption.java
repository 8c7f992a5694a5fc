package dev.gpumock.ctl;

import picocli.CommandLine.Option;

/** In which form a table is printed. */
final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json|yaml",
      description = "For a person, or for a program. Default: table.")
  private String format = "table";

  OutputFormat format() {
    return OutputFormat.parse(format);
  }
}
