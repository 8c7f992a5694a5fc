package dev.gpumock.ctl;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/**
 * The help of each command, laid out by the build: finding out anew where lines break takes longer
 * than all else that a start does.
 */
final class HelpTexts {
  private static final String FOLDER = "help";
  private static final List<String> FLAGS = List.of("--help", "-h");

  private HelpTexts() {}

  /** The text that the arguments ask for and for nothing else; absent for all other arguments. */
  static Optional<String> of(String[] arguments) {
    int words = arguments.length - 1;
    if (words < 0 || !FLAGS.contains(arguments[words])) {
      return Optional.empty();
    }
    List<String> command = List.of(arguments).subList(0, words);
    if (!command.stream().allMatch(word -> word.matches("[a-z-]+"))) {
      return Optional.empty();
    }
    try (InputStream text = HelpTexts.class.getResourceAsStream(FOLDER + "/" + file(command))) {
      return text == null
          ? Optional.empty()
          : Optional.of(new String(text.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String file(List<String> command) {
    return String.join("_", command) + ".txt";
  }

  /**
   * Called by the build: writes the texts, and the models of the commands.
   *
   * @param args the folder of classes
   */
  public static void main(String[] args) throws IOException {
    Path classes = Path.of(args[0]).resolve("dev/gpumock/ctl");
    Path folder = Files.createDirectories(classes.resolve(FOLDER));
    for (List<String> command : commands()) {
      Files.writeString(folder.resolve(file(command)), text(command));
    }
    CommandModels.write(program(), classes);
  }

  /** The words of each command; none for the program itself. */
  static List<List<String>> commands() {
    List<List<String>> commands = new ArrayList<>();
    collect(program(), List.of(), commands);
    return commands;
  }

  private static CommandLine program() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return new Subcommands(new Caller(new Console(nowhere, nowhere), Map.of())).all();
  }

  private static void collect(CommandLine line, List<String> words, List<List<String>> commands) {
    commands.add(words);
    line.getSubcommands()
        .forEach(
            (name, child) -> {
              List<String> longer = new ArrayList<>(words);
              longer.add(name);
              collect(child, longer, commands);
            });
  }

  private static String text(List<String> command) {
    List<String> arguments = new ArrayList<>(command);
    arguments.add(FLAGS.get(0));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new Execution(new PrintWriter(out), new PrintWriter(err), Map.of())
            .run(arguments.toArray(String[]::new));
    if (code != ExitCode.DONE) {
      throw new IllegalStateException(command + ": " + err);
    }
    return out.toString();
  }
}
