package dev.gpumock.fs;

import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.Machine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes plans of machines. Pure: nothing is read or written. */
public final class NodePlanner {
  private static final int NVIDIA_MAJOR = 195;
  private static final int DRM_MAJOR = 226;
  private static final int CONTROL_MINOR = 255;
  private static final int MODESET_MINOR = 254;
  private static final int FIRST_RENDER_MINOR = 128;
  private static final int ANYBODY = 0666;
  private static final int RENDER_GROUP = 0660;
  private static final int ANYBODY_READS = 0444;
  private static final int OWNER_WRITES = 0200;

  private final Machine machine;
  private final NodeOptions options;
  private final PlanBuilder plan;
  private final Map<String, byte[]> libraries = new HashMap<>();

  private NodePlanner(Machine machine, NodeOptions options) {
    this.machine = machine;
    this.options = options;
    this.plan = new PlanBuilder(options.nodesAsFiles());
  }

  /**
   * What {@code --mode fs} makes: device nodes and /proc, as older mocks did.
   *
   * @param payloads what else lies there
   */
  public static NodePlan base(Machine machine, NodeOptions options, List<Payload> payloads) {
    NodePlanner planner = new NodePlanner(machine, options);
    planner.deviceNodes();
    planner.proc();
    planner.add(payloads);
    return planner.plan.build();
  }

  /**
   * A whole driver root.
   *
   * @param payloads libraries and programs
   */
  public static NodePlan driverRoot(Machine machine, NodeOptions options, List<Payload> payloads) {
    NodePlanner planner = new NodePlanner(machine, options);
    planner.deviceNodes();
    planner.proc();
    planner.files();
    PciTree.add(planner.plan, machine);
    planner.add(payloads);
    payloads.forEach(planner::libraryLinks);
    planner.loaderCache();
    return planner.plan.build();
  }

  private void add(List<Payload> payloads) {
    for (Payload payload : payloads) {
      plan.payload(payload);
    }
  }

  private void deviceNodes() {
    for (Gpu gpu : machine.gpus()) {
      plan.node(DriverRootLayout.gpuNode(gpu.minor()), NVIDIA_MAJOR, gpu.minor(), ANYBODY);
    }
    plan.node("dev/nvidiactl", NVIDIA_MAJOR, CONTROL_MINOR, ANYBODY)
        .node("dev/nvidia-modeset", NVIDIA_MAJOR, MODESET_MINOR, ANYBODY)
        .node("dev/nvidia-uvm", options.uvmMajor(), 0, ANYBODY)
        .node("dev/nvidia-uvm-tools", options.uvmMajor(), 1, ANYBODY);
    if (options.withDri()) {
      machine.gpus().forEach(this::dri);
    }
  }

  /** With the links by PCI address that udev makes. */
  private void dri(Gpu gpu) {
    int render = FIRST_RENDER_MINOR + gpu.minor();
    plan.node("dev/dri/card" + gpu.minor(), DRM_MAJOR, gpu.minor(), RENDER_GROUP)
        .node("dev/dri/renderD" + render, DRM_MAJOR, render, RENDER_GROUP)
        .link("dev/dri/by-path/pci-" + gpu.bdf() + "-card", "../card" + gpu.minor())
        .link("dev/dri/by-path/pci-" + gpu.bdf() + "-render", "../renderD" + render);
  }

  private void proc() {
    plan.text(DriverRootLayout.PROC_VERSION, KernelFiles.version(machine))
        .text(DriverRootLayout.PROC_PARAMS, KernelFiles.params())
        .text(DriverRootLayout.PROC_DEVICES, KernelFiles.devices(options.uvmMajor()));
    for (Gpu gpu : machine.gpus()) {
      plan.text(
          DriverRootLayout.gpuInformation(gpu.bdf()),
          KernelFiles.information(gpu, machine.driver()));
    }
    Capabilities.add(plan, machine);
  }

  private void files() {
    plan.text(DriverRootLayout.RUNTIME_CONFIG, "# Written by gpu-mock; no setting is needed.\n")
        .text(DriverRootLayout.OPENCL_VENDOR, "libnvidia-opencl.so.1\n")
        .directory(DriverRootLayout.RUN)
        .link("usr/lib64", "../" + DriverRootLayout.LIBRARIES)
        .link("usr/bin", "../" + DriverRootLayout.PROGRAMS);
    if (machine.gpus().stream().anyMatch(gpu -> gpu.board().firmware().gsp())) {
      for (String file : List.of("gsp_ga10x.bin", "gsp_tu10x.bin")) {
        plan.text(DriverRootLayout.firmware(machine.driver().version(), file), "gpu-mock\n");
      }
    }
  }

  /** The links beside each libX.so.VERSION; the loader's cache has the file where there is none. */
  private void libraryLinks(Payload payload) {
    String suffix = ".so." + machine.driver().version();
    String file = payload.path().substring(payload.path().lastIndexOf('/') + 1);
    if (payload.path().startsWith(DriverRootLayout.LIBRARIES + "/") && file.endsWith(suffix)) {
      String target = file;
      List<String> links = LibraryLinks.of(file.substring(0, file.length() - suffix.length()));
      for (String link : links) {
        plan.link(DriverRootLayout.LIBRARIES + "/" + link, target);
        libraries.put(link, payload.content());
        target = link;
      }
      if (links.isEmpty()) {
        libraries.put(file, payload.content());
      }
    }
  }

  private void loaderCache() {
    byte[] cache = LoaderCacheFile.of(DriverRootLayout.LIBRARIES, libraries);
    plan.payload(Payload.fixed(DriverRootLayout.LOADER_CACHE, cache, ANYBODY_READS | OWNER_WRITES));
  }
}
