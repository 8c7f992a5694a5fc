package dev.gpumock.ctl;

import dev.gpumock.cdi.GeneratedSpec;
import dev.gpumock.cdi.file.SpecFile;
import dev.gpumock.cdi.file.SpecFormat;
import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.spec.CdiSpec;
import dev.gpumock.cdi.spec.Device;
import dev.gpumock.cdi.spec.RootTransform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpu-mockctl cdi transform}. */
@Command(
    defaultValueProvider = ToolkitVariables.class,
    description = "Moves the paths of a CDI specification from one root directory to another.")
final class CdiTransformCommand implements Callable<Integer> {
  private static final List<String> SIDES = List.of("host", "container");

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "root",
      description = "What is moved; there is only this, and nvidia-ctk asks for the word.")
  private String what = "root";

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description = "The root now: paths that begin with this text are moved.")
  private String from = "";

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "The root then. Without both nothing is moved.")
  private String to = "";

  @Option(
      names = "--relative-to",
      paramLabel = "host|container",
      description = "Whose paths are moved. Default: ${DEFAULT-VALUE}.")
  private String side = "host";

  @Option(names = "--input", paramLabel = "FILE", description = "Default: -, standard input.")
  private String input = SpecInput.STANDARD;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "A name that does not end in .yaml or .json gets .yaml. Default: stdout.")
  private Optional<String> output = Optional.empty();

  @Option(names = "--force", description = "Overwrite a file that holds something else.")
  private boolean force;

  @Mixin private ToolkitGlobals globals;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws CdiException, IOException {
    requireWord("the parameter", what, List.of("root"));
    requireWord("--relative-to", side, SIDES);
    RootTransform transform = RootTransform.of(from, to);
    CdiSpec result = moved(transform, SpecInput.read(Path.of(input))).withSufficientVersion();
    Optional<String> file = output.filter(name -> !name.isEmpty());
    if (file.isPresent()) {
      write(file.get(), result);
    } else {
      byte[] text = SpecFormat.YAML.render(result);
      spec.commandLine().getOut().print(new String(text, StandardCharsets.UTF_8));
    }
    return ExitCode.DONE;
  }

  private CdiSpec moved(RootTransform transform, CdiSpec read) throws CdiException {
    try {
      return side.equals("host") ? transform.onHost(read) : transform.inContainer(read);
    } catch (IllegalArgumentException e) {
      throw new CdiException(
          "--to: nothing is left of a path that is --from: " + e.getMessage(), e);
    }
  }

  private void write(String file, CdiSpec result) throws CdiException, IOException {
    GeneratedSpec one = new GeneratedSpec("", result);
    SpecPlace place =
        new SpecPlace(
            file,
            Optional.empty(),
            there -> isEarlier(there, result),
            "does not hold what is transformed",
            force,
            SpecDirectories::isUsual);
    if (isInput(place.file(one))) {
      SpecFile.write(place.file(one), result);
    } else {
      place.write(List.of(one), wrote -> {});
    }
  }

  private boolean isInput(Path file) throws IOException {
    return !input.equals(SpecInput.STANDARD)
        && Files.exists(file)
        && Files.isSameFile(Path.of(input), file);
  }

  /** What this command has written there before, of the same specification in its state then. */
  private static boolean isEarlier(CdiSpec there, CdiSpec result) {
    return there.kind().equals(result.kind())
        && (there.equals(result) || !Collections.disjoint(places(there), places(result)));
  }

  private static List<Object> places(CdiSpec spec) {
    return Stream.concat(Stream.of(spec.edits()), spec.devices().stream().map(Device::edits))
        .flatMap(edits -> Stream.concat(edits.mounts().stream(), edits.deviceNodes().stream()))
        .map(Object.class::cast)
        .toList();
  }

  private static void requireWord(String place, String given, List<String> words) {
    if (!words.contains(given)) {
      throw new UsageException(
          "%s: unknown '%s'%s; it is %s"
              .formatted(place, given, Hint.near(given, words), String.join(" or ", words)));
    }
  }
}
