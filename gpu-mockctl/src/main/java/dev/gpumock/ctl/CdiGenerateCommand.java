package dev.gpumock.ctl;

import dev.gpumock.cdi.CdiGenerator;
import dev.gpumock.cdi.Generated;
import dev.gpumock.cdi.GeneratedSpec;
import dev.gpumock.cdi.file.SpecFormat;
import dev.gpumock.cdi.request.CdiRequest;
import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.tree.HostFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gpu-mockctl cdi generate}. */
@Command(
    defaultValueProvider = ToolkitVariables.class,
    description = {
      "Writes the CDI specification of a driver that is there, as nvidia-ctk cdi generate does.",
      "Its options are those of nvidia-ctk, also by its variables NVIDIA_CTK_...; without --output"
          + " the specification goes to stdout."
    })
final class CdiGenerateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write here, under a name that ends in .yaml or .json, atomically.")
  private Optional<String> output = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "yaml|json",
      description = "Default: yaml. The name of a file decides when it ends in .yaml or .json.")
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

  @Mixin private ToolkitOptions toolkit;

  @Mixin private ToolkitGlobals globals;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws CdiException, IOException {
    Optional<SpecFormat> wanted = format.map(CdiGenerateCommand::format);
    HostFiles files = HostFiles.seenAt(hostRoot);
    Console console = globals.console(spec);
    CdiRequest request = toolkit.request(spec, files, globals.config(), console::warn);
    Generated generated =
        CdiGenerator.generate(
            files, request, AskedDriver.facts(hostRoot, files, request, console::warn));
    generated.warnings().forEach(console::warn);
    Optional<String> file = output.filter(name -> !name.isEmpty());
    if (file.isEmpty()) {
      print(generated, wanted.orElse(SpecFormat.YAML));
    } else {
      place(file.get(), wanted, request).write(generated.specs(), console::info);
    }
    return ExitCode.DONE;
  }

  private SpecPlace place(String file, Optional<SpecFormat> wanted, CdiRequest request) {
    String foreign = "does not describe the driver at " + request.driver().root();
    return new SpecPlace(
        file, wanted, SpecOfDriver.asked(request)::matches, foreign, force, directory -> true);
  }

  private void print(Generated generated, SpecFormat form) {
    for (GeneratedSpec one : generated.specs()) {
      String text = new String(form.render(one.spec()), StandardCharsets.UTF_8);
      spec.commandLine().getOut().print(text);
    }
  }

  private static SpecFormat format(String name) {
    return Arrays.stream(SpecFormat.values())
        .filter(format -> format.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () -> new UsageException("--format: unknown '" + name + "'; it is yaml or json"));
  }
}
