package dev.gpumock.cdi.discover;

import dev.gpumock.cdi.request.CdiRequest;
import dev.gpumock.cdi.request.DriverFacts;
import dev.gpumock.cdi.request.HookName;
import dev.gpumock.cdi.request.Mode;
import dev.gpumock.cdi.request.Profile;
import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.spec.ContainerEdits;
import dev.gpumock.cdi.spec.Device;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The first two stages: finds what a request asks for, as the devices' and the common edits. */
public final class SpecDiscovery {
  /** Annotation that tells GPUs with coherent memory, {@code "true"}, from others. */
  public static final String COHERENT = "gpu.nvidia.com/coherent";

  /** Keeps NVIDIA's container runtime from doing the work a second time. */
  private static final String NO_LEGACY_INJECTION = "NVIDIA_VISIBLE_DEVICES=void";

  private final Search search;
  private final DriverFacts facts;
  private final HookFactory hooks;
  private final DeviceNodes nodes;

  public SpecDiscovery(Search search, DriverFacts facts) {
    this.search = withoutHooksOfStock(search);
    this.facts = facts;
    this.hooks = new HookFactory(this.search);
    this.nodes = new DeviceNodes(this.search);
  }

  private static Search withoutHooksOfStock(Search search) {
    CdiRequest request = search.request();
    if (request.profile() == Profile.TOOLKIT) {
      return search;
    }
    return new Search(
        search.files(),
        request.withHooks(request.hooks().withDisabled(Set.of(HookName.ALL)).withEnabled(Set.of())),
        search.warnings());
  }

  public List<Device> devices() throws CdiException {
    return switch (search.request().mode()) {
      case NVML -> new GpuDevices(search, facts, hooks, nodes).find();
      case IMEX -> new ImexChannels(search, nodes).find();
      default -> new SingleDevice(search, hooks, nodes).find();
    };
  }

  public ContainerEdits common() throws CdiException {
    ContainerEdits edits = Edits.of(nodes, driver());
    List<String> env = Stream.concat(edits.env().stream(), Stream.of(NO_LEGACY_INJECTION)).toList();
    return edits.withEnv(env);
  }

  private Discovered driver() throws CdiException {
    Mode mode = search.request().mode();
    if (mode != Mode.NVML && mode != Mode.MANAGEMENT) {
      return Discovered.NOTHING;
    }
    return search.request().profile() == Profile.TOOLKIT
        ? ToolkitEdits.find(search, facts, hooks, nodes)
        : StockEdits.find(search, facts, hooks, nodes);
  }
}
