package dev.gpumock.ctl;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Every error as one line on stderr; with {@code --stacktrace} the stack too. */
final class ErrorLine implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private static final String STACKTRACE = "--stacktrace";
  static final String PREFIX = "gpu-mockctl: ";

  private final List<String> arguments;

  ErrorLine(List<String> arguments) {
    this.arguments = arguments;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    command.getErr().println(PREFIX + line(e));
    if (arguments.contains(STACKTRACE)) {
      e.printStackTrace(command.getErr());
    }
    return e instanceof UsageException ? ExitCode.USAGE : ExitCode.FAILED;
  }

  /** picocli says "option" twice of an option that is a map. */
  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    List<String> suggestions =
        e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
    String near = Hint.didYouMean(suggestions);
    command
        .getErr()
        .println(
            PREFIX
                + oneLine(e.getMessage()).replace("option option", "option")
                + near
                + " (see '"
                + command.getCommandSpec().qualifiedName()
                + " --help')");
    return ExitCode.USAGE;
  }

  /** What went wrong in words; an exception that has none is named. */
  static String line(Throwable e) {
    return e.getMessage() == null ? e.toString() : oneLine(e.getMessage());
  }

  private static String oneLine(String text) {
    return String.join(" ", text.lines().map(String::strip).toList());
  }
}
