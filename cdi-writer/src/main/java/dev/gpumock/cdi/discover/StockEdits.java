package dev.gpumock.cdi.discover;

import dev.gpumock.cdi.request.DriverFacts;
import dev.gpumock.cdi.request.Mode;
import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.spec.ContainerPath;
import dev.gpumock.cdi.spec.Mount;
import dev.gpumock.cdi.spec.SlashPath;
import dev.gpumock.cdi.tree.ElfLibrary;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What every container gets without a hook: each library under the names that programs load, in the
 * directories that a loader searches by itself, so that the image's loader cache need not know it.
 *
 * <ul>
 *   <li>{@code /usr/lib/<triplet>}: Debian, Ubuntu, distroless.
 *   <li>{@code /usr/lib64}: UBI, Fedora, SUSE.
 *   <li>{@code /usr/lib}: musl (Alpine), Arch; and Debian's glibc after its own.
 * </ul>
 *
 * <p>Only below {@code /usr}: {@code /lib} and {@code /lib64} are links to there in most images,
 * and every loader that searches them searches {@code /usr} too. Directories that an image lacks
 * are made by the runtime, so images from scratch work.
 */
final class StockEdits {
  private static final int X86_64 = 62;
  private static final int AARCH64 = 183;

  private final Search search;
  private final DriverRoot driver;

  private StockEdits(Search search, DriverRoot driver) {
    this.search = search;
    this.driver = driver;
  }

  static Discovered find(Search search, DriverFacts facts, HookFactory hooks, DeviceNodes nodes)
      throws CdiException {
    DriverRoot driver = DriverRoot.find(search, facts.version());
    DriverFiles files = new DriverFiles(search, driver, hooks);
    StockEdits edits = new StockEdits(search, driver);
    List<Mount> mounts = new ArrayList<>(edits.libraries(LibraryFiles.find(search, driver)));
    mounts.addAll(edits.programs(files.programs()));
    mounts.addAll(files.sockets());
    mounts.addAll(files.firmware());
    if (search.request().mode() == Mode.MANAGEMENT) {
      return Discovered.mounts(mounts);
    }
    GraphicsFiles graphics = new GraphicsFiles(search, driver, hooks);
    mounts.addAll(edits.libraries(graphics.libraries()));
    mounts.addAll(graphics.configuration());
    return Discovered.merge(
        Discovered.nodes(nodes.locate(ToolkitEdits.CONTROL_NODES)), Discovered.mounts(mounts));
  }

  private List<Mount> libraries(List<Mount> found) {
    List<Mount> mounts = new ArrayList<>();
    for (Mount library : found) {
      Set<String> names = names(library);
      for (String directory : directories(library)) {
        for (String name : names) {
          mounts.add(at(library, SlashPath.join(directory, name)));
        }
      }
    }
    return mounts;
  }

  private List<String> directories(Mount library) {
    int machine =
        search.files().library(library.hostPath().text()).map(ElfLibrary::machine).orElse(0);
    return switch (machine) {
      case X86_64 -> List.of("/usr/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/lib");
      case AARCH64 -> List.of("/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib");
      default -> List.of("/usr/lib64", "/usr/lib");
    };
  }

  /** Relative to a library directory, such as {@code libcuda.so.1} or {@code vdpau/libx.so.1}. */
  private Set<String> names(Mount library) {
    String path = library.containerPath().text();
    String directory = subdirectory(SlashPath.parent(path));
    Set<String> names = new LinkedHashSet<>();
    names.add(
        LibraryLinks.soname(search.files(), library.hostPath().text())
            .filter(soname -> !soname.isEmpty())
            .orElse(SlashPath.name(path)));
    new LibraryLinks(search).of(library).forEach(link -> names.add(SlashPath.name(link.path())));
    new GraphicsFiles(search, driver, new HookFactory(search))
        .links(List.of(library))
        .forEach(link -> names.add(below(path, link)));
    return names.stream()
        .map(name -> SlashPath.join(directory, name))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String below(String library, String link) {
    String path = link.substring(link.indexOf("::") + 2);
    return SlashPath.withoutPrefix(path, SlashPath.parent(library) + "/");
  }

  private String subdirectory(String directory) {
    for (String above : driver.libraryDirectories()) {
      if (directory.startsWith(above + "/")) {
        return directory.substring(above.length() + 1);
      }
    }
    return "";
  }

  private List<Mount> programs(List<Mount> found) {
    return found.stream()
        .map(m -> at(m, "/usr/bin/" + SlashPath.name(m.containerPath().text())))
        .toList();
  }

  private static Mount at(Mount mount, String containerPath) {
    return Mount.bind(mount.hostPath(), new ContainerPath(containerPath), mount.options());
  }
}
