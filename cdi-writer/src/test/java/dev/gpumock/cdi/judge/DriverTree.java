package dev.gpumock.cdi.judge;

import dev.gpumock.cdi.request.GpuFacts;
import dev.gpumock.cdi.request.MigFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A whole system in a directory, with a driver somewhere in it. */
final class DriverTree {
  private static final List<String> LIBRARIES =
      List.of("cuda", "nvidia-encode", "nvcuvid", "nvidia-ptxjitcompiler", "nvidia-opticalflow");
  private static final List<String> PROGRAMS =
      List.of("nvidia-smi", "nvidia-debugdump", "nvidia-imex-ctl", "nvidia-persistenced");

  private final Path system;
  private final Shape shape;
  private final StringBuilder nodes = new StringBuilder();

  private DriverTree(Path system, Shape shape) {
    this.system = system;
    this.shape = shape;
  }

  /** Where the libraries are installed. */
  enum Layout {
    /** As mockfs places them: real directories lib64 and bin, and links from usr. */
    DRIVER_CONTAINER("lib64"),
    DEBIAN("usr/lib/x86_64-linux-gnu"),
    /** lib is a link to usr/lib, as in a merged usr. */
    MERGED("usr/lib/x86_64-linux-gnu/nvidia/current"),
    /** Where only the loader's cache tells of it. */
    CACHED("opt/driver/lib");

    private final String libraries;

    Layout(String libraries) {
      this.libraries = libraries;
    }
  }

  /**
   * @param root of the driver, an absolute path in the system
   * @param devRoot likewise of the device nodes
   * @param graphics whether there are DRI nodes, EGL and Vulkan files
   */
  record Shape(TestMachine machine, String root, String devRoot, Layout layout, boolean graphics) {
    /** The directory of the driver's libraries. */
    String libraries() {
      return (root.equals("/") ? "/" : root + "/") + layout.libraries;
    }
  }

  static void build(Path system, Shape shape) throws IOException {
    DriverTree tree = new DriverTree(system, shape);
    tree.libraries();
    tree.programs();
    tree.otherFiles();
    if (shape.layout() == Layout.CACHED) {
      tree.loaderCache();
    }
    tree.deviceNodes();
    if (shape.machine().facts().gpus().stream().anyMatch(gpu -> !gpu.migDevices().isEmpty())) {
      tree.migCapabilities();
    }
    if (shape.graphics()) {
      tree.graphicsFiles();
      shape.machine().facts().gpus().forEach(tree::graphicsNodes);
    }
    Judges.Run made = Judges.run(List.of("sh", "-euc", tree.nodes.toString()), Map.of());
    if (made.status() != 0) {
      throw new IOException(made.error());
    }
  }

  private void libraries() throws IOException {
    if (shape.layout() == Layout.DRIVER_CONTAINER) {
      link("usr/lib64", "../lib64");
      link("usr/bin", "../bin");
    } else if (shape.layout() == Layout.MERGED) {
      link("lib", "usr/lib");
    }
    library("libnvidia-ml", shape.machine().library());
    for (String name : LIBRARIES) {
      library("lib" + name, TinyElf.of(62, "lib" + name + ".so.1"));
    }
    String version = ".so." + shape.machine().version();
    file(shape.layout().libraries + "/libnvidia-nosoname" + version, TinyElf.of(62, ""));
    file(shape.layout().libraries + "/libnvidia-noelf" + version, new byte[] {'x'});
    file(shape.layout().libraries + "/libnvidia-nvvm70.so.4", TinyElf.of(62, "libnvvm.so.4"));
  }

  private void library(String name, byte[] content) throws IOException {
    String path = shape.layout().libraries + "/" + name + ".so";
    file(path + "." + shape.machine().version(), content);
    link(path + ".1", name + ".so." + shape.machine().version());
    link(path, name + ".so.1");
  }

  private void loaderCache() throws IOException {
    List<String> names = new ArrayList<>(LIBRARIES);
    names.add("nvidia-ml");
    names.add("missing");
    file(
        "etc/ld.so.cache",
        TinyLoaderCache.of(
            names.stream().map(name -> "/opt/driver/lib/lib" + name + ".so.1").toList()));
  }

  private void programs() throws IOException {
    for (String name : PROGRAMS) {
      String path = shape.layout() == Layout.DRIVER_CONTAINER ? "bin/" : "usr/bin/";
      file(path + name, new byte[] {'#'}).toFile().setExecutable(true, false);
    }
    file("opt/bin/nvidia-cuda-mps-control", new byte[] {'#'}).toFile().setExecutable(true, false);
    file("usr/sbin/nvidia-imex", new byte[] {'#'});
  }

  private void otherFiles() throws IOException {
    String version = shape.machine().version();
    file("lib/firmware/nvidia/" + version + "/gsp_tu10x.bin", new byte[] {1});
    file("lib/firmware/nvidia/" + version + "/gsp_ga10x.bin", new byte[] {1});
    file("run/nvidia-persistenced/socket", new byte[0]);
    file("run/udev/control", new byte[0]);
    file("etc/cufile.json", new byte[] {'{'});
    file("var/run/nvidia-fabricmanager/socket", new byte[0]);
  }

  private void deviceNodes() throws IOException {
    for (GpuFacts gpu : shape.machine().facts().gpus()) {
      node("nvidia" + gpu.minor(), "666", 195, gpu.minor());
    }
    node("nvidiactl", "666", 195, 255);
    node("nvidia-modeset", "666", 195, 254);
    node("nvidia-uvm", "666", 235, 0);
    node("nvidia-uvm-tools", "666", 235, 1);
    node("nvidia-caps/nvidia-cap1", "400", 236, 1);
    node("nvidia-caps/nvidia-cap2", "444", 236, 2);
    node("nvidia-nvswitchctl", "666", 237, 255);
    node("nvidia-fs0", "666", 238, 0);
    node("gdrdrv", "666", 239, 0);
    node("infiniband/rdma_cm", "666", 10, 58);
    node("infiniband/uverbs0", "660", 231, 192, 44);
    node("infiniband/uverbs1", "666", 231, 193);
    node("infiniband/issm0", "600", 231, 64);
    for (int channel : List.of(0, 1, 2047)) {
      node("nvidia-caps-imex-channels/channel" + channel, "666", 240, channel);
    }
  }

  /** As the kernel module numbers them: 15 GPU instances of a GPU, 8 compute instances of each. */
  private void migCapabilities() throws IOException {
    StringBuilder minors = new StringBuilder("config 1\nmonitor 2\n");
    for (GpuFacts gpu : shape.machine().facts().gpus()) {
      for (MigFacts mig : gpu.migDevices()) {
        int instance = 3 + (gpu.minor() * 15 + mig.gpuInstance()) * 9;
        String name = "gpu" + gpu.minor() + "/gi" + mig.gpuInstance();
        capability(minors, name, instance);
        capability(
            minors, name + "/ci" + mig.computeInstance(), instance + 1 + mig.computeInstance());
      }
    }
    Path file = system.resolve("proc/driver/nvidia-caps/mig-minors");
    Files.createDirectories(file.getParent());
    Files.writeString(file, minors);
  }

  private void capability(StringBuilder minors, String name, int minor) {
    minors.append(name).append("/access ").append(minor).append('\n');
    node("nvidia-caps/nvidia-cap" + minor, "444", 236, minor);
  }

  private void graphicsFiles() throws IOException {
    String version = shape.machine().version();
    String libraries = shape.layout().libraries + "/";
    for (String name : List.of("libnvidia-allocator", "libnvidia-vulkan-producer")) {
      file(libraries + name + ".so." + version, TinyElf.of(62, name + ".so.1"));
    }
    file(libraries + "libGLX_nvidia.so." + version, TinyElf.of(62, "libGLX_nvidia.so.0"));
    link(libraries + "libGLX_nvidia.so.0", "libGLX_nvidia.so." + version);
    file(libraries + "vdpau/libvdpau_nvidia.so." + version, TinyElf.of(62, "libvdpau_nvidia.so.1"));
    link(libraries + "vdpau/libvdpau_nvidia.so.1", "libvdpau_nvidia.so." + version);
    file(libraries + "libnvidia-egl-gbm.so.1.1.1", TinyElf.of(62, "libnvidia-egl-gbm.so.1"));
    file(libraries + "xorg/modules/drivers/nvidia_drv.so", new byte[] {1});
    file("usr/lib/xorg/modules/extensions/libglxserver_nvidia.so." + version, new byte[] {1});
    file("usr/share/glvnd/egl_vendor.d/10_nvidia.json", new byte[] {'{'});
    file("etc/vulkan/icd.d/nvidia_icd.json", new byte[] {'{'});
    file("usr/share/vulkan/implicit_layer.d/nvidia_layers.json", new byte[] {'{'});
    file("vulkan/icd.d/nvidia_layers.json", new byte[] {'{'});
    file("usr/share/X11/xorg.conf.d/nvidia-drm-outputclass.conf", new byte[] {'#'});
    file("etc/OpenCL/vendors/nvidia.icd", new byte[] {'l'});
    file(libraries + "libGL.so.1.7.0", TinyElf.of(62, "libGL.so.1"));
    link(libraries + "libGL.so", "libGL.so.1.7.0");
  }

  private void graphicsNodes(GpuFacts gpu) {
    int render = 128 + gpu.index();
    node("dri/card" + gpu.index(), "660", 226, gpu.index(), 44);
    node("dri/renderD" + render, "660", 226, render, 44);
    String pci = "by-path/pci-" + gpu.busId();
    try {
      Path drm = system.resolve("sys/bus/pci/devices/" + gpu.busId() + "/drm");
      Files.createDirectories(drm.resolve("card" + gpu.index()));
      Files.createDirectories(drm.resolve("renderD" + render));
      devLink("dri/" + pci + "-card", "../card" + gpu.index());
      devLink("dri/" + pci + "-render", "../renderD" + render);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void node(String name, String mode, int major, int minor) {
    node(name, mode, major, minor, 0);
  }

  private void node(String name, String mode, int major, int minor, int group) {
    Path path = at(shape.devRoot(), "dev/" + name);
    nodes.append(
        "mkdir -p %s; mknod -m %s %s c %d %d; chgrp %d %s%n"
            .formatted(path.getParent(), mode, path, major, minor, group, path));
  }

  private Path file(String path, byte[] content) throws IOException {
    Path file = at(shape.root(), path);
    Files.createDirectories(file.getParent());
    return Files.write(file, content);
  }

  private void link(String path, String target) throws IOException {
    Path link = at(shape.root(), path);
    Files.createDirectories(link.resolveSibling(target).normalize().getParent());
    Files.createDirectories(link.getParent());
    if (!target.contains(".so")) {
      Files.createDirectories(link.resolveSibling(target).normalize());
    }
    Files.createSymbolicLink(link, Path.of(target));
  }

  private void devLink(String path, String target) throws IOException {
    Path link = at(shape.devRoot(), "dev/" + path);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(target));
  }

  private Path at(String root, String path) {
    return system.resolve(root.substring(1)).resolve(path);
  }
}
