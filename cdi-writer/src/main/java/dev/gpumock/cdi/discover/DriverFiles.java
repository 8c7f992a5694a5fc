package dev.gpumock.cdi.discover;

import dev.gpumock.cdi.request.FeatureFlag;
import dev.gpumock.cdi.request.HookName;
import dev.gpumock.cdi.request.ToolkitVersion;
import dev.gpumock.cdi.spec.Hook;
import dev.gpumock.cdi.spec.Mount;
import dev.gpumock.cdi.spec.SlashPath;
import dev.gpumock.cdi.tree.Locator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Libraries, sockets, firmware and programs of the driver, and the hooks for its libraries. */
final class DriverFiles {
  private static final List<String> PROGRAMS =
      List.of(
          "nvidia-smi",
          "nvidia-debugdump",
          "nvidia-persistenced",
          "nvidia-cuda-mps-control",
          "nvidia-cuda-mps-server",
          "nvidia-imex",
          "nvidia-imex-ctl");
  private static final List<String> USUAL_PROGRAM_DIRECTORIES =
      List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");
  private static final List<String> SOCKETS =
      List.of("/nvidia-persistenced/socket", "/nvidia-fabricmanager/socket");

  /** Set on the kernel's command line where firmware is not in /lib/firmware. */
  private static final String FIRMWARE_PATH = "/sys/module/firmware_class/parameters/path";

  private final Search search;
  private final DriverRoot driver;
  private final HookFactory hooks;

  DriverFiles(Search search, DriverRoot driver, HookFactory hooks) {
    this.search = search;
    this.driver = driver;
    this.hooks = hooks;
  }

  Discovered find() {
    List<Mount> libraries = LibraryFiles.find(search, driver);
    List<Mount> others = new ArrayList<>(sockets());
    others.addAll(firmware());
    others.addAll(programs());
    return Discovered.merge(
        Discovered.mounts(libraries),
        Discovered.hooks(libraryHooks(libraries)),
        Discovered.env("NVIDIA_CTK_LIBCUDA_DIR=" + String.join(":", driver.libraryDirectories())),
        Discovered.mounts(others));
  }

  private List<Hook> libraryHooks(List<Mount> libraries) {
    List<String> links =
        new LibraryLinks(search).of(libraries).stream().map(LibraryLinks.Link::toString).toList();
    List<Hook> all = new ArrayList<>(hooks.createSymlinks(links));
    all.addAll(
        hooks.create(HookName.ENABLE_CUDA_COMPAT, "--host-driver-version=" + driver.version()));
    List<String> directories = libraryDirectories(libraries);
    if (!directories.isEmpty() || !search.isAtLeast(ToolkitVersion.V1_20_0)) {
      all.addAll(hooks.updateLoaderCache(directories));
    }
    all.addAll(hooks.create(HookName.DISABLE_DEVICE_NODE_MODIFICATION));
    return all;
  }

  private static List<String> libraryDirectories(List<Mount> mounts) {
    Set<String> directories = new LinkedHashSet<>();
    for (Mount mount : mounts) {
      String path = mount.containerPath().text();
      if (isLibrary(SlashPath.name(path))) {
        directories.add(SlashPath.parent(path));
      }
    }
    return List.copyOf(directories);
  }

  /** Whether {@code .so} ends the name or a version follows. */
  private static boolean isLibrary(String name) {
    String version = name.substring(name.lastIndexOf(".so") + ".so".length());
    return name.matches("lib.+\\.so.*") && (version.isEmpty() || version.startsWith("."));
  }

  List<Mount> sockets() {
    if (search.request().has(FeatureFlag.DISABLE_IPC_DISCOVERER)) {
      return List.of();
    }
    List<String> run = Locator.below(driver.root(), List.of("/run", "/var/run"));
    Locator sockets = Locator.ofFiles(search.files(), run, 1);
    Locator mps = Locator.ofFiles(search.files(), List.of(driver.root()), 1);
    return Stream.concat(
            mounts(sockets, SOCKETS, Mount.SOCKET).stream(),
            mounts(mps, List.of("/tmp/nvidia-mps"), Mount.SOCKET).stream())
        .toList();
  }

  List<Mount> firmware() {
    String release = search.request().environment().kernelRelease();
    List<String> paths = new ArrayList<>();
    search
        .files()
        .read(FIRMWARE_PATH)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
        .filter(path -> !path.isEmpty())
        .ifPresent(paths::add);
    paths.addAll(
        List.of(
            "/lib/firmware/updates/" + release,
            "/lib/firmware/updates/",
            "/lib/firmware/" + release,
            "/lib/firmware/"));
    List<String> directories = Locator.below(driver.root(), paths);
    return mounts(
        Locator.ofFiles(search.files(), directories, Locator.ALL),
        List.of("nvidia/" + driver.version() + "/gsp*.bin"),
        Mount.READ_ONLY);
  }

  List<Mount> programs() {
    return mounts(programLocator(search), PROGRAMS, Mount.READ_ONLY);
  }

  /** Directories of the caller's PATH before the usual ones; below the root, twice below it. */
  private static Locator programLocator(Search search) {
    Set<String> directories = new LinkedHashSet<>(search.request().environment().path());
    directories.addAll(USUAL_PROGRAM_DIRECTORIES);
    List<String> below =
        search.root().equals("/")
            ? List.of()
            : directories.stream().map(d -> SlashPath.join(search.root(), d)).toList();
    return Locator.ofExecutables(
        search.files(),
        Locator.below(search.root(), Stream.concat(below.stream(), directories.stream()).toList()));
  }

  private List<Mount> mounts(Locator locator, List<String> patterns, List<String> options) {
    return MountSearch.find(driver.root(), locator::locate, patterns, options);
  }
}
