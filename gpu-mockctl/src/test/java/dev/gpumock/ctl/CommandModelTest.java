package dev.gpumock.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What a model takes is what the annotations take, by picocli. */
class CommandModelTest {
  private static final PrintWriter NOWHERE = new PrintWriter(Writer.nullWriter());
  private static final CommandFactory FACTORY =
      new CommandFactory(new Caller(new Console(NOWHERE, NOWHERE), Map.of()));
  private static final CommandLine ALL =
      new Subcommands(new Caller(new Console(NOWHERE, NOWHERE), Map.of())).all();

  static Stream<List<String>> commands() {
    return HelpTexts.commands().stream().filter(words -> CommandModel.of(words).isPresent());
  }

  @Test
  void theCommandsOfEveryDayHaveModels() {
    List<List<String>> commands = commands().toList();
    for (String name : List.of("all", "cdi", "fs", "verify", "status", "clean", "machines")) {
      assertTrue(commands.contains(List.of(name)), name + " in " + commands);
    }
    assertTrue(commands.contains(List.of()), "the flag form");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void eachOptionIsTheAnnotatedOne(List<String> words) throws Exception {
    Map<String, String> modelled = attributes(modelled(words));
    assertEquals(attributes(annotated(words)), modelled);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpThatIsAskedForAmongOthersIsTheWholeHelp(List<String> words) {
    List<String> arguments = new ArrayList<>(words);
    arguments.add("--help");
    String help = CliRun.of(arguments.toArray(String[]::new)).done().out();
    arguments.add("--stacktrace");
    assertEquals(help, CliRun.of(arguments.toArray(String[]::new)).done().out());
    assertTrue(help.contains("Show where in the program an error arose."));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void noOptionLeavesWhatTheAnnotationsLeave(List<String> words) throws Exception {
    sameValues(words, List.of());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void eachOptionSetsWhatTheAnnotatedOneSets(List<String> words) throws Exception {
    for (OptionSpec option : modelled(words).getCommandSpec().options()) {
      for (String name : option.names()) {
        String value = sample(option.auxiliaryTypes()[0]);
        if (option.arity().min() == 0) {
          sameValues(words, List.of(name));
        }
        if (option.arity().max() > 0) {
          sameValues(words, List.of(name, value));
          sameValues(words, List.of(name + "=" + value));
        }
      }
    }
  }

  private static String sample(Class<?> type) {
    if (type.isEnum()) {
      return type.getEnumConstants()[1].toString();
    }
    return Number.class.isAssignableFrom(type) ? "3" : "some,where";
  }

  private static void sameValues(List<String> words, List<String> arguments) throws Exception {
    CommandLine annotated = annotated(words);
    CommandLine modelled = modelled(words);
    annotated.parseArgs(arguments.toArray(String[]::new));
    modelled.parseArgs(arguments.toArray(String[]::new));
    assertEquals(
        values(annotated), values(modelled), () -> words + " with " + new ArrayList<>(arguments));
  }

  private static CommandLine annotated(List<String> words) throws Exception {
    return new CommandLine(type(words), FACTORY);
  }

  private static CommandLine modelled(List<String> words) throws Exception {
    Object command = FACTORY.create(type(words));
    return new CommandLine(CommandModel.of(words).orElseThrow().spec(command), FACTORY);
  }

  private static Class<?> type(List<String> words) {
    CommandLine line = ALL;
    for (String word : words) {
      line = line.getSubcommands().get(word);
    }
    return line.getCommandSpec().userObject().getClass();
  }

  private static List<OptionSpec> withoutHelp(CommandLine line) {
    return line.getCommandSpec().options().stream().filter(o -> !o.usageHelp()).toList();
  }

  private static Map<String, String> values(CommandLine line) {
    Map<String, String> values = new TreeMap<>();
    for (OptionSpec option : withoutHelp(line)) {
      Object value = option.getValue();
      values.put(option.longestName(), String.valueOf(value));
    }
    return values;
  }

  private static Map<String, String> attributes(CommandLine line) {
    Map<String, String> attributes = new TreeMap<>();
    for (OptionSpec option : withoutHelp(line)) {
      List<Object> all =
          List.of(
              List.of(option.names()),
              option.arity().toString(),
              option.type(),
              List.of(option.auxiliaryTypes()),
              option.paramLabel(),
              option.negatable(),
              String.valueOf(option.fallbackValue()),
              String.valueOf(option.defaultValue()),
              option.splitRegex(),
              option.required());
      attributes.put(option.longestName(), all.toString());
    }
    return attributes;
  }
}
