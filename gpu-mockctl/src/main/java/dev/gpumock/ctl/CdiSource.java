package dev.gpumock.ctl;

import dev.gpumock.cdi.CdiGenerator;
import dev.gpumock.cdi.MachineFacts;
import dev.gpumock.cdi.file.SpecFormat;
import dev.gpumock.cdi.request.CdiRequest;
import dev.gpumock.cdi.request.DriverLocation;
import dev.gpumock.cdi.request.HookOptions;
import dev.gpumock.cdi.request.NodeSource;
import dev.gpumock.cdi.request.Profile;
import dev.gpumock.cdi.request.SearchEnvironment;
import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.spec.CdiSpec;
import dev.gpumock.cdi.tree.HostFiles;
import dev.gpumock.cdi.tree.NodeFacts;
import dev.gpumock.fs.FsAction;
import dev.gpumock.fs.FsAction.MakeNode;
import dev.gpumock.fs.NodePlan;
import dev.gpumock.fs.OutsideFile;
import dev.gpumock.topo.Machine;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The CDI specification of a machine's driver root, made from the tree that is there. */
final class CdiSource implements OutsideFile.Source {
  private static final int MODE = 0644;

  private final Machine machine;
  private final NodeSettings settings;
  private final NodePlan nodes;

  /**
   * @param nodes a plan with real device nodes: their numbers are taken from it where the tree has
   *     plain files
   */
  CdiSource(Machine machine, NodeSettings settings, NodePlan nodes) {
    this.machine = machine;
    this.settings = settings;
    this.nodes = nodes;
  }

  @Override
  public List<OutsideFile> of(Path nodeRoot) {
    Path output = settings.cdiOutput.toAbsolutePath().normalize();
    return List.of(
        new OutsideFile(output, format(output).render(spec(nodeRoot)), MODE, settings.force));
  }

  private static SpecFormat format(Path output) {
    return SpecFormat.ofFileName(output.toString())
        .orElseThrow(
            () ->
                new UsageException(
                    "--cdi-output "
                        + output
                        + " must end in .yaml or .json; runtimes read no other"));
  }

  /** Refuses a name that no runtime reads. */
  void checkOutput() {
    format(settings.cdiOutput);
  }

  CdiSpec spec(Path nodeRoot) {
    try {
      return CdiGenerator.generate(HostFiles.seenAt(nodeRoot), request(), MachineFacts.of(machine))
          .main();
    } catch (CdiException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private CdiRequest request() {
    CdiRequest request =
        CdiRequest.of(
            settings.withHook ? Profile.TOOLKIT : Profile.STOCK,
            DriverLocation.at(settings.driverRoot.toString()),
            SearchEnvironment.plain(HostCpu.current()));
    if (settings.withHook) {
      request =
          request.withHooks(
              HookOptions.DEFAULT.withProgram(settings.toolkitRoot + "/bin/nvidia-cdi-hook"));
    }
    return settings.devices == NodeSettings.Devices.files
        ? request.withNodes(new NodeSource.Declared(declared()))
        : request;
  }

  private Map<String, NodeFacts> declared() {
    Map<String, NodeFacts> declared = new HashMap<>();
    for (FsAction action : nodes.actions()) {
      if (action instanceof MakeNode node) {
        declared.put("/" + node.path(), new NodeFacts(node.major(), node.minor(), node.mode(), 0));
      }
    }
    return declared;
  }
}
