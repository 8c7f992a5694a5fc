package dev.gpumock.ctl;

import dev.gpumock.cdi.CdiGenerator;
import dev.gpumock.cdi.MachineFacts;
import dev.gpumock.cdi.file.SpecDirectory;
import dev.gpumock.cdi.file.SpecFormat;
import dev.gpumock.cdi.request.CdiRequest;
import dev.gpumock.cdi.request.DriverLocation;
import dev.gpumock.cdi.request.HookOptions;
import dev.gpumock.cdi.request.NodeSource;
import dev.gpumock.cdi.request.Profile;
import dev.gpumock.cdi.request.SearchEnvironment;
import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.spec.CdiSpec;
import dev.gpumock.cdi.spec.HostPath;
import dev.gpumock.cdi.tree.HostFiles;
import dev.gpumock.cdi.tree.NodeFacts;
import dev.gpumock.fs.FsAction.MakeNode;
import dev.gpumock.fs.NodePlan;
import dev.gpumock.fs.OutsideFile;
import dev.gpumock.topo.Machine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The CDI specification of a driver root, made from the tree that is really there.
 *
 * @param deviceNumbers a plan with device nodes, for a tree that has files in their place
 */
record CdiSource(
    Machine machine, NodePlaces places, MadeWith settings, NodePlan deviceNumbers, boolean force)
    implements OutsideFile.Source {
  static final String DEFAULT_TOOLKIT_ROOT = "/usr/local/nvidia-container-toolkit";
  private static final int SPEC_MODE = 0644;

  /** Refuses a file that no runtime reads, and a hook that none could run. */
  CdiSource {
    format(places.cdiOutput());
    hookProgram(settings);
  }

  @Override
  public List<OutsideFile> of(Path nodeRoot) {
    CdiSpec spec = spec(nodeRoot);
    refuseConflict(spec);
    byte[] content = format(places.cdiOutput()).render(spec);
    return List.of(new OutsideFile(places.here(places.cdiOutput()), content, SPEC_MODE, force));
  }

  /** Two files that define one device: a runtime would give it from neither. */
  private void refuseConflict(CdiSpec spec) {
    Path target = places.here(places.cdiOutput());
    try {
      SpecDirectory.beside(target).requireNoConflict(target, spec);
    } catch (CdiException e) {
      throw new ConflictException(places.cdiOutput() + ": " + e.getMessage(), e);
    }
  }

  private static SpecFormat format(HostPath file) {
    return SpecFormat.ofFileName(file.text())
        .orElseThrow(
            () ->
                new UsageException(
                    "--cdi-output: "
                        + file
                        + " must end in .yaml or .json; runtimes read no other"));
  }

  private CdiSpec spec(Path nodeRoot) {
    HostFiles files = HostFiles.seenAt(nodeRoot.resolve(places.hostRoot().toString().substring(1)));
    try {
      return CdiGenerator.generate(files, request(), MachineFacts.of(machine)).main();
    } catch (CdiException e) {
      throw new NodeException(places.cdiOutput() + ": " + e.getMessage(), e);
    }
  }

  private CdiRequest request() {
    boolean hooks = settings.is(DriverSettings.WITH_HOOK);
    CdiRequest request =
        CdiRequest.of(
            hooks ? Profile.TOOLKIT : Profile.STOCK,
            DriverLocation.at(places.driverRoot().text()),
            SearchEnvironment.plain(HostCpu.current()));
    if (hooks) {
      request = request.withHooks(HookOptions.DEFAULT.withProgram(hookProgram(settings)));
    }
    return DriverSettings.nodeOptions(settings).nodesAsFiles()
        ? request.withNodes(new NodeSource.Declared(numbers()))
        : request;
  }

  private static String hookProgram(MadeWith settings) {
    String root = settings.get(DriverSettings.TOOLKIT_ROOT).orElse(DEFAULT_TOOLKIT_ROOT);
    if (!root.startsWith("/")) {
      throw new UsageException(
          "--toolkit-root is the relative path '" + root + "'; write it from / on");
    }
    return new HostPath(root).resolve("bin/nvidia-cdi-hook").text();
  }

  private Map<String, NodeFacts> numbers() {
    return deviceNumbers.actions().stream()
        .filter(action -> action instanceof MakeNode)
        .map(action -> (MakeNode) action)
        .collect(
            Collectors.toMap(
                node -> "/" + node.path(),
                node -> new NodeFacts(node.major(), node.minor(), node.mode(), 0)));
  }
}
