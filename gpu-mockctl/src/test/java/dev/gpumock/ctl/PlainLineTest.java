package dev.gpumock.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What a plain line sets is what picocli, the judge here, sets for the same arguments. */
class PlainLineTest {
  private static final Caller CALLER =
      new Caller(
          new Console(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter())),
          Map.of());

  static Stream<List<String>> commands() {
    return HelpTexts.commands().stream().filter(words -> PlainTable.of(words).isPresent());
  }

  @Test
  void theCommandsOfEveryDayTakePlainLines() {
    List<List<String>> commands = commands().toList();
    for (String name : List.of("all", "cdi", "fs", "verify", "status", "clean", "machines")) {
      assertTrue(commands.contains(List.of(name)), name + " in " + commands);
    }
    assertTrue(commands.contains(List.of()) && commands.contains(List.of("cdi", "generate")));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void eachOptionAloneAsPicocliReadsIt(List<String> words) {
    for (PlainOption option : PlainTable.of(words).orElseThrow().options()) {
      for (String name : option.names()) {
        sameAsPicocli(words, argumentsOf(option, name, false));
        sameAsPicocli(words, argumentsOf(option, name, option.kind() != PlainOption.Kind.FLAG));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void allOptionsTogetherAsPicocliReadsThem(List<String> words) {
    List<String> all = new ArrayList<>();
    for (PlainOption option : PlainTable.of(words).orElseThrow().options()) {
      all.addAll(argumentsOf(option, option.names().get(0), false));
    }
    sameAsPicocli(words, all);
    sameAsPicocli(words, List.of("--stacktrace"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "all --machine",
        "all --machine= t4",
        "all --machine t4 --machine t4",
        "all --machine -x",
        "all --machine @file",
        "all --with-dri=true",
        "all --uvm-major 0510",
        "all --uvm-major many",
        "all --uvm-major 1000000000",
        "all -machine t4",
        "all --machin t4",
        "all t4",
        "all --help",
        "--machine t4 all",
        "machines --no-mig",
        "status --watch",
        "agent --on-exit keep",
        "nosuch",
      })
  void whatIsNotPlainIsLeftToPicocli(String line) {
    assertFalse(PlainLine.command(List.of(line.split(" ")), CALLER).isPresent());
  }

  @Test
  void noArgumentsAreNotPlain() {
    assertFalse(PlainLine.command(List.of(), CALLER).isPresent());
  }

  private static List<String> argumentsOf(PlainOption option, String name, boolean joined) {
    String value =
        switch (option.kind()) {
          case FLAG -> "";
          case TEXT -> "all";
          case PATH -> "some/where";
          case NUMBER -> "510";
        };
    if (value.isEmpty()) {
      return List.of(name);
    }
    return joined ? List.of(name + "=" + value) : List.of(name, value);
  }

  private static void sameAsPicocli(List<String> words, List<String> options) {
    List<String> arguments = new ArrayList<>(words);
    arguments.addAll(options);
    Object plain = PlainLine.command(arguments, CALLER).orElseThrow();
    CommandLine picocli = new CommandLine(plain.getClass(), new CommandFactory(CALLER));
    picocli.parseArgs(options.toArray(String[]::new));
    assertEquals(plain.getClass(), type(words));
    assertEquals(values(picocli), values(new CommandLine(plain)), arguments.toString());
  }

  private static Class<?> type(List<String> words) {
    CommandLine line = new Subcommands(CALLER).all();
    for (String word : words) {
      line = line.getSubcommands().get(word);
    }
    return line.getCommandSpec().userObject().getClass();
  }

  private static Map<String, String> values(CommandLine line) {
    Map<String, String> values = new TreeMap<>();
    for (OptionSpec option : line.getCommandSpec().options()) {
      values.put(option.longestName(), String.valueOf((Object) option.getValue()));
    }
    return values;
  }
}
