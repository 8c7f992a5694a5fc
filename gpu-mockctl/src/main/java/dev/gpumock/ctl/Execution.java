package dev.gpumock.ctl;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** One run of the program from its arguments to its exit code; the process goes on. */
final class Execution {
  private final Caller caller;

  Execution(PrintWriter out, PrintWriter err, Map<String, String> environment) {
    this.caller = new Caller(new Console(out, err), environment);
  }

  int run(String... arguments) {
    List<String> words = List.of(arguments);
    Optional<Callable<Integer>> command = PlainLine.command(words, caller);
    int code = command.isPresent() ? call(command.get(), words) : new AnyLine(caller).run(words);
    caller.console().out().flush();
    caller.console().err().flush();
    return code;
  }

  private int call(Callable<Integer> command, List<String> words) {
    try {
      return command.call();
    } catch (Exception e) {
      return ErrorLine.report(e, words, caller.console().err());
    }
  }
}
