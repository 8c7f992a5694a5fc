package dev.gpumock.cdi.discover;

import dev.gpumock.cdi.request.FeatureFlag;
import dev.gpumock.cdi.request.ToolkitVersion;
import dev.gpumock.cdi.spec.Mount;
import dev.gpumock.cdi.spec.SlashPath;
import dev.gpumock.cdi.tree.Locator;
import java.util.ArrayList;
import java.util.List;

/** The libraries that end in the driver's version, and the few of other names. */
final class LibraryFiles {
  private static final List<String> COMPILER = List.of("libnvidia-nvvm70.so.*");
  private static final List<String> EXPLICIT =
      List.of(
          "libEGL.so",
          "libGL.so",
          "libGLESv1_CM.so",
          "libGLESv2.so",
          "libGLX.so",
          "libGLdispatch.so",
          "libOpenCL.so",
          "libOpenGL.so",
          "libnvidia-api.so",
          "libnvidia-egl-xcb.so",
          "libnvidia-egl-xlib.so");

  private LibraryFiles() {}

  static List<Mount> find(Search search, DriverRoot driver) {
    List<Mount> mounts = new ArrayList<>(versioned(search, driver));
    Locator locator = driver.libraryLocator(search, List.of());
    if (search.isAtLeast(ToolkitVersion.V1_20_0)) {
      mounts.addAll(
          MountSearch.find(driver.root(), locator::locateReal, COMPILER, Mount.READ_ONLY));
    }
    if (search.request().has(FeatureFlag.ENABLE_EXPLICIT_DRIVER_LIBRARIES)) {
      mounts.addAll(
          MountSearch.find(driver.root(), locator::locateReal, EXPLICIT, Mount.READ_ONLY));
    }
    return mounts;
  }

  /**
   * Located twice, as the toolkit does: the second time, what links led out of the root is lost.
   */
  private static List<Mount> versioned(Search search, DriverRoot driver) {
    String root = driver.root();
    List<String> relative =
        driver
            .libraryLocator(search, List.of("vdpau"))
            .locateReal("*.so." + driver.version())
            .stream()
            .map(path -> root.equals("/") ? path : SlashPath.withoutPrefix(path, root))
            .toList();
    Locator below = Locator.ofFiles(search.files(), List.of(root), Locator.ALL);
    return MountSearch.find(root, below::locate, relative, Mount.READ_ONLY);
  }
}
