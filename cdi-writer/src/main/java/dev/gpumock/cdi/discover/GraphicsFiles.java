package dev.gpumock.cdi.discover;

import dev.gpumock.cdi.request.ToolkitVersion;
import dev.gpumock.cdi.spec.ContainerPath;
import dev.gpumock.cdi.spec.HostPath;
import dev.gpumock.cdi.spec.Mount;
import dev.gpumock.cdi.spec.SlashPath;
import dev.gpumock.cdi.tree.GlobPattern;
import dev.gpumock.cdi.tree.LibraryLocator;
import dev.gpumock.cdi.tree.Locator;
import dev.gpumock.topo.CpuArchitecture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What EGL, Vulkan, OpenCL and the X server need of the driver. */
final class GraphicsFiles {
  private static final List<String> CONFIGURATION =
      List.of(
          "glvnd/egl_vendor.d/10_nvidia.json",
          "egl/egl_external_platform.d/15_nvidia_gbm.json",
          "egl/egl_external_platform.d/10_nvidia_wayland.json",
          "egl/egl_external_platform.d/09_nvidia_wayland2.json",
          "nvidia/nvoptix.bin",
          "X11/xorg.conf.d/10-nvidia.conf",
          "X11/xorg.conf.d/nvidia-drm-outputclass.conf");
  private static final String OPENCL = "OpenCL/vendors/nvidia.icd";
  private static final String ALLOCATOR = "libnvidia-allocator.so";
  private static final String VULKAN_PRODUCER = "libnvidia-vulkan-producer.so";
  private static final String GLX_SERVER = "libglxserver_nvidia.so";
  private static final List<String> X_SERVER_BASES =
      List.of("/usr/lib/xorg", "/usr/lib64/xorg", "/usr/X11R6/lib", "/usr/X11R6/lib64");
  private static final List<String> X_SERVER_DIRECTORIES =
      List.of(
          "modules/drivers",
          "modules/extensions",
          "modules/updates/drivers",
          "modules/updates/extensions");

  private final Search search;
  private final DriverRoot driver;
  private final HookFactory hooks;

  GraphicsFiles(Search search, DriverRoot driver, HookFactory hooks) {
    this.search = search;
    this.driver = driver;
    this.hooks = hooks;
  }

  Discovered find() {
    List<Mount> libraries = new ArrayList<>(libraries());
    libraries.addAll(serverModules());
    List<Mount> mounts =
        libraries.stream()
            .filter(mount -> !isDriverLibrary(mount, ALLOCATOR))
            .collect(Collectors.toCollection(ArrayList::new));
    mounts.addAll(configuration());
    return Discovered.merge(
        Discovered.mounts(mounts), Discovered.hooks(hooks.createSymlinks(links(libraries))));
  }

  List<Mount> libraries() {
    LibraryLocator locator = DriverRoot.libraries(search);
    return MountSearch.find(
        driver.root(),
        locator::locate,
        List.of(
            "libnvidia-egl-gbm.so.*.*",
            "libnvidia-egl-wayland.so.*.*",
            "libnvidia-egl-wayland2.so.*.*",
            ALLOCATOR + "." + driver.version(),
            VULKAN_PRODUCER + "." + driver.version()),
        Mount.READ_ONLY);
  }

  private List<Mount> serverModules() {
    Set<String> directories = new LinkedHashSet<>();
    for (String libraries : driver.libraryDirectories()) {
      if (!libraries.isEmpty()) {
        directories.add(SlashPath.join(libraries, "nvidia/xorg"));
        X_SERVER_DIRECTORIES.forEach(d -> directories.add(SlashPath.join(libraries, "xorg", d)));
      }
      X_SERVER_BASES.forEach(
          base -> X_SERVER_DIRECTORIES.forEach(d -> directories.add(SlashPath.join(base, d))));
    }
    Locator locator =
        Locator.ofFiles(search.files(), Locator.below(driver.root(), List.copyOf(directories)), 1);
    return MountSearch.find(
        driver.root(),
        locator::locate,
        List.of("nvidia_drv.so", GLX_SERVER + "." + driver.version()),
        Mount.READ_ONLY);
  }

  List<Mount> configuration() {
    Locator locator = Locator.ofFiles(search.files(), configurationDirectories(), Locator.ALL);
    List<String> names = new ArrayList<>(CONFIGURATION);
    if (search.isAtLeast(ToolkitVersion.V1_20_0)) {
      names.add(OPENCL);
    }
    List<Mount> mounts = MountSearch.find(driver.root(), locator::locate, names, Mount.READ_ONLY);
    return Stream.concat(mounts.stream(), vulkan(locator).stream()).toList();
  }

  private List<String> configurationDirectories() {
    List<String> explicit = search.request().driver().configSearchPaths();
    if (!explicit.isEmpty()) {
      return Locator.below("/", explicit);
    }
    List<String> usual = new ArrayList<>(List.of("/etc"));
    usual.addAll(search.request().environment().dataDirectories());
    return Locator.below(driver.root(), usual);
  }

  /** In the container always below /etc; GKE installs them at the root of the driver. */
  private List<Mount> vulkan(Locator configuration) {
    Locator root = Locator.ofFiles(search.files(), List.of(driver.root()), Locator.ALL);
    boolean amd64 = search.request().environment().architecture() == CpuArchitecture.AMD64;
    Map<String, Mount> mounts = new LinkedHashMap<>();
    for (String name :
        List.of(
            "vulkan/icd.d/nvidia_icd.json",
            "vulkan/icd.d/nvidia_layers.json",
            "vulkan/implicit_layer.d/nvidia_layers.json",
            "vulkan/icd.d/nvidia_icd." + (amd64 ? "x86_64" : "aarch64") + ".json")) {
      List<String> found = new ArrayList<>(configuration.locate(name));
      found.addAll(root.locate(name));
      if (!found.isEmpty()) {
        mounts.putIfAbsent(found.get(0), vulkanMount(found.get(0), name));
      }
    }
    return List.copyOf(mounts.values());
  }

  private static Mount vulkanMount(String path, String name) {
    return Mount.bind(
        new HostPath(path), new ContainerPath(SlashPath.join("/etc", name)), Mount.READ_ONLY);
  }

  /** {@code target::link} of links that exist under no library's own name. */
  List<String> links(List<Mount> libraries) {
    List<String> links = new ArrayList<>();
    for (Mount mount : libraries) {
      String path = mount.containerPath().text();
      String directory = SlashPath.parent(path);
      if (isDriverLibrary(mount, ALLOCATOR)) {
        links.add(
            "../libnvidia-allocator.so.1::" + SlashPath.join(directory, "gbm/nvidia-drm_gbm.so"));
      } else if (isDriverLibrary(mount, VULKAN_PRODUCER)) {
        links.add(SlashPath.name(path) + "::" + SlashPath.join(directory, VULKAN_PRODUCER));
      } else if (isDriverLibrary(mount, GLX_SERVER)) {
        links.add(SlashPath.name(path) + "::" + SlashPath.join(directory, GLX_SERVER));
      }
    }
    return links;
  }

  private boolean isDriverLibrary(Mount mount, String library) {
    String name = SlashPath.name(mount.containerPath().text());
    return search.isAtLeast(ToolkitVersion.V1_20_0)
        ? name.equals(library + "." + driver.version())
        : GlobPattern.of(library + ".*.*").matches(name);
  }
}
