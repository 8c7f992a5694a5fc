package dev.gpumock.ctl;

import dev.gpumock.cdi.file.SpecDocument;
import dev.gpumock.cdi.file.SpecFile;
import dev.gpumock.cdi.file.SpecFormat;
import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.spec.CdiSpec;
import dev.gpumock.cdi.spec.RootTransform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpu-mockctl cdi transform}. */
@Command(description = "Moves the paths of a CDI specification from one root directory to another.")
final class CdiTransformCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";
  private static final List<String> SIDES = List.of("host", "container");

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "root",
      description = "What is moved; there is only this, and nvidia-ctk asks for the word.")
  private String what = "root";

  @Option(names = "--from", paramLabel = "DIR", required = true, description = "The root now.")
  private String from;

  @Option(names = "--to", paramLabel = "DIR", required = true, description = "The root then.")
  private String to;

  @Option(
      names = "--relative-to",
      paramLabel = "host|container",
      description = "Whose paths are moved. Default: ${DEFAULT-VALUE}.")
  private String side = "host";

  @Option(names = "--input", paramLabel = "FILE", description = "Default: -, standard input.")
  private String input = STANDARD_INPUT;

  @Option(names = "--output", paramLabel = "FILE", description = "Default: standard output.")
  private Optional<Path> output = Optional.empty();

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws CdiException, IOException {
    requireWord("the parameter", what, List.of("root"));
    requireWord("--relative-to", side, SIDES);
    RootTransform transform = RootTransform.of(from, to);
    CdiSpec read = read();
    CdiSpec moved = side.equals("host") ? transform.onHost(read) : transform.inContainer(read);
    CdiSpec result = moved.withSufficientVersion();
    if (output.isPresent()) {
      SpecFile.write(output.get(), result);
    } else {
      byte[] text = SpecFormat.YAML.render(result);
      spec.commandLine().getOut().print(new String(text, StandardCharsets.UTF_8));
    }
    return ExitCode.DONE;
  }

  private CdiSpec read() throws CdiException, IOException {
    return input.equals(STANDARD_INPUT)
        ? SpecDocument.read(System.in.readAllBytes()).require("standard input")
        : SpecFile.read(Path.of(input));
  }

  private static void requireWord(String place, String given, List<String> words) {
    if (!words.contains(given)) {
      throw new UsageException(
          "%s: unknown '%s'%s; it is %s"
              .formatted(place, given, Hint.near(given, words), String.join(" or ", words)));
    }
  }
}
