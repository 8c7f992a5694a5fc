package dev.gpumock.ctl;

import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/** One run of the program from its arguments to its exit code; the process goes on. */
final class Execution {
  private final Caller caller;

  Execution(PrintWriter out, PrintWriter err, Map<String, String> environment) {
    this.caller = new Caller(new Console(out, err), environment);
  }

  int run(String... arguments) {
    int code = run(ToolkitGlobals.behindCommand(List.of(arguments)));
    caller.console().out().flush();
    caller.console().err().flush();
    return code;
  }

  private int run(List<String> words) {
    Subcommands subcommands = new Subcommands(caller);
    if (words.isEmpty()) { // it explains itself: nothing is written by mistake
      subcommands.whole(words).usage(caller.console().err());
      return ExitCode.USAGE;
    }
    int length = 0;
    while (length < words.size() && !words.get(length).startsWith("-")) {
      length++;
    }
    SecondLook mistakes = new SecondLook(words);
    Optional<CommandLine> modelled = subcommands.modelled(words.subList(0, length));
    return modelled.isPresent()
        ? run(modelled.get(), words.subList(length, words.size()), mistakes)
        : run(subcommands.enough(words), words, mistakes);
  }

  private int run(CommandLine line, List<String> words, IParameterExceptionHandler mistakes) {
    line.setOut(caller.console().out()).setErr(caller.console().err());
    line.setAllowSubcommandsAsOptionParameters(true);
    line.setExpandAtFiles(false); // the toolkit's own path of ldconfig is @/sbin/ldconfig
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

  /**
   * Finds what may have been meant among all that there is. A class with a name, for the class-data
   * archive has no lambdas of picocli's types.
   */
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
}
