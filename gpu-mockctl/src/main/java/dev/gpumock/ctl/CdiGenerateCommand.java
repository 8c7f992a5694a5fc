package dev.gpumock.ctl;

import dev.gpumock.cdi.CdiGenerator;
import dev.gpumock.cdi.Generated;
import dev.gpumock.cdi.GeneratedSpec;
import dev.gpumock.cdi.file.SpecFormat;
import dev.gpumock.cdi.request.CdiRequest;
import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.tree.HostFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gpu-mockctl cdi generate}. */
@Command(
    description = {
      "Writes the CDI specification of a driver that is there, as nvidia-ctk cdi generate does.",
      "Its options are those of nvidia-ctk. Without --output the specification goes to stdout."
    })
final class CdiGenerateCommand implements Callable<Integer> {
  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write here, under a name that ends in .yaml or .json, atomically.")
  private Optional<String> output = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "yaml|json",
      description = "Default: by the name of the output file, else yaml.")
  private Optional<String> format = Optional.empty();

  @Option(
      names = "--force",
      description = "Overwrite a specification of another driver, and one that is not valid.")
  private boolean force;

  @Option(
      names = "--host-root",
      paramLabel = "DIR",
      description = "In a container: where the node's root directory is mounted. Default: /.")
  private Path hostRoot = Path.of("/");

  @ArgGroup(validate = false, heading = "%nAs nvidia-ctk cdi generate has them:%n")
  private ToolkitOptions toolkit = new ToolkitOptions();

  @Mixin private CommonOptions common = new CommonOptions();

  private final Caller caller;

  CdiGenerateCommand(Caller caller) {
    this.caller = caller;
  }

  @Override
  public Integer call() throws CdiException {
    CdiRequest request = toolkit.request(caller.environment());
    Optional<SpecFormat> wanted = format.map(CdiGenerateCommand::format);
    HostFiles files = HostFiles.seenAt(hostRoot);
    Generated generated =
        CdiGenerator.generate(files, request, AskedDriver.facts(hostRoot, files, request.driver()));
    Console console = caller.console();
    generated.warnings().forEach(console::warn);
    Optional<Path> file = output.filter(name -> !name.isEmpty()).map(Path::of);
    if (file.isEmpty()) {
      print(generated, wanted.orElse(SpecFormat.YAML));
    } else {
      new SpecPlace(file.get(), wanted, request.driver().root(), force).write(generated, console);
    }
    return ExitCode.DONE;
  }

  private void print(Generated generated, SpecFormat form) {
    for (GeneratedSpec one : generated.specs()) {
      String text = new String(form.render(one.spec()), StandardCharsets.UTF_8);
      caller.console().out().print(text);
    }
  }

  private static SpecFormat format(String name) {
    return SpecFormat.ofFileName("." + name.toLowerCase(Locale.ROOT))
        .orElseThrow(
            () -> new UsageException("--format: unknown '" + name + "'; it is yaml or json"));
  }
}
