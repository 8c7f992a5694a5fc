package dev.gpumock.ctl;

import dev.gpumock.topo.catalog.Catalog;
import dev.gpumock.topo.catalog.OfferFile;
import dev.gpumock.topo.offer.Capability;
import dev.gpumock.topo.offer.GpuTypeResolver;
import dev.gpumock.topo.offer.GpuTypeResolver.Choice;
import dev.gpumock.topo.offer.GpuTypeResolver.Resolution;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gpu-mockctl resolve}. */
@Command(
    description = {
      "Picks the cheapest type of a cloud's offer that can be had, and names its machine.",
      "A type without capacity or over the quota is set aside; stderr tells each decision."
    })
final class ResolveCommand implements Callable<Integer> {
  private static final String VARIABLE = "GPU_TYPE";

  @Spec private CommandSpec spec;

  @Option(
      names = "--gpu-type",
      paramLabel = "TYPE[,TYPE]",
      description = {
        "Types that will do, with or without gpu_1x_ before them; empty: any.",
        "Default: the variable " + VARIABLE + ", else any."
      })
  private Optional<String> types = Optional.empty();

  @Option(
      names = "--offer",
      paramLabel = "FILE",
      description = {
        "YAML or JSON, a list of: type, price, regions with capacity, quota.",
        "Default: a cloud's offer of 2026-04-21."
      })
  private Optional<Path> offer = Optional.empty();

  @Option(
      names = "--require",
      paramLabel = "WHAT[,WHAT]",
      description = {
        "What the machine must be able to do:",
        "mig, dynamic-mig, multi-gpu, nvlink, compute-domain, amd64, arm64."
      })
  private String required = "";

  @Mixin private OutputOption output;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    OutputFormat format = output.format();
    Console console = new Console(spec.commandLine().getOut(), spec.commandLine().getErr());
    Set<Capability> capabilities = capabilities();
    Resolution resolution =
        new GpuTypeResolver(Catalog.standard())
            .resolve(
                offer.map(OfferFile::read).orElseGet(OfferFile::shipped), wanted(), capabilities);
    resolution.decisions().forEach(console::info);
    Choice choice =
        resolution
            .choice()
            .orElseThrow(
                () ->
                    new NodeException(
                        "%s: no type of it can be had; ask for other types or capabilities"
                            .formatted(offer.map(Path::toString).orElse("the offer"))));
    console.say(format.render(List.of(row(choice, format))));
    return ExitCode.DONE;
  }

  private List<String> wanted() {
    Map<String, String> environment = CommandEnvironment.of(spec);
    return words(types.orElseGet(() -> environment.getOrDefault(VARIABLE, "")));
  }

  private Set<Capability> capabilities() {
    Set<Capability> all = EnumSet.noneOf(Capability.class);
    try {
      words(required).forEach(word -> all.add(Capability.parse(word)));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--require: " + e.getMessage());
    }
    return all;
  }

  private static List<String> words(String list) {
    return Arrays.stream(list.split("[,\\s]+")).filter(word -> !word.isEmpty()).toList();
  }

  private static Map<String, Object> row(Choice choice, OutputFormat format) {
    List<String> capabilities = choice.capabilities().stream().map(Capability::word).toList();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("type", choice.type());
    row.put("price", choice.price());
    row.put("region", choice.region());
    row.put("machine", choice.machine());
    row.put("arch", choice.architecture().name().toLowerCase(Locale.ROOT));
    row.put("gpus", choice.gpus());
    row.put(
        "capabilities",
        format == OutputFormat.TABLE ? String.join(",", capabilities) : capabilities);
    return row;
  }
}
