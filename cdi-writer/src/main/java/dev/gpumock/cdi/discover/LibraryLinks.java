package dev.gpumock.cdi.discover;

import dev.gpumock.cdi.spec.Mount;
import dev.gpumock.cdi.spec.SlashPath;
import dev.gpumock.cdi.tree.ElfLibrary;
import dev.gpumock.cdi.tree.GlobPattern;
import dev.gpumock.cdi.tree.HostFiles;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The links that go with mounted libraries: by their own name (SONAME), and without any version.
 * The latter two only where the node has such a link beside the library.
 */
final class LibraryLinks {
  private static final GlobPattern VERSIONED = GlobPattern.of("*.so.*.*");
  private static final GlobPattern CUDA = GlobPattern.of("libcuda.so.*.*");
  private static final GlobPattern GLX = GlobPattern.of("libGLX_nvidia.so.*.*");
  private static final GlobPattern OPTICAL_FLOW = GlobPattern.of("libnvidia-opticalflow.so.*.*");

  private final Search search;

  LibraryLinks(Search search) {
    this.search = search;
  }

  /**
   * @param target as the link has it: a name in its directory
   * @param path where the link is in the container
   */
  record Link(String target, String path) {
    /** As nvidia-cdi-hook takes it. */
    @Override
    public String toString() {
      return target + "::" + path;
    }
  }

  /** In the order of the mounts, each once. */
  List<Link> of(List<Mount> mounts) {
    Set<Link> links = new LinkedHashSet<>();
    Set<String> seen = new HashSet<>();
    for (Mount mount : mounts) {
      if (seen.add(mount.containerPath().text())) {
        links.addAll(of(mount));
      }
    }
    return List.copyOf(links);
  }

  List<Link> of(Mount mount) {
    String path = mount.containerPath().text();
    String directory = SlashPath.parent(path);
    String name = SlashPath.name(path);
    List<Link> links = new ArrayList<>(wellKnown(directory, name));
    if (VERSIONED.matches(name)) {
      links.addAll(besides(mount.hostPath().text(), directory, name));
    }
    return links;
  }

  /** Links that programs ask for although no driver package makes them everywhere. */
  private static List<Link> wellKnown(String directory, String name) {
    if (CUDA.matches(name)) {
      return List.of(new Link("libcuda.so.1", SlashPath.join(directory, "libcuda.so")));
    }
    if (GLX.matches(name)) {
      return List.of(new Link(name, SlashPath.join(directory, "libGLX_indirect.so.0")));
    }
    if (OPTICAL_FLOW.matches(name)) {
      return List.of(
          new Link(
              "libnvidia-opticalflow.so.1", SlashPath.join(directory, "libnvidia-opticalflow.so")));
    }
    return List.of();
  }

  private List<Link> besides(String hostPath, String directory, String name) {
    Optional<String> soname = soname(search.files(), hostPath);
    if (soname.isEmpty()) {
      search.warn(hostPath + " is no shared library: no links are made for it");
      return List.of();
    }
    String hostDirectory = SlashPath.parent(hostPath);
    List<Link> links = new ArrayList<>();
    if (!soname.get().equals(name) && isLink(hostDirectory, soname.get())) {
      links.add(new Link(name, SlashPath.join(directory, soname.get())));
    }
    String target = soname.get().isEmpty() ? name : soname.get();
    String bare = withoutVersion(target);
    if (!bare.equals(target) && isLink(hostDirectory, bare)) {
      links.add(new Link(target, SlashPath.join(directory, bare)));
    }
    return links;
  }

  /** The file's name stands in for a missing SONAME; absent for what is no library. */
  static Optional<String> soname(HostFiles files, String path) {
    return files
        .library(path)
        .filter(library -> library.sonames().size() <= 1)
        .map(ElfLibrary::sonames)
        .map(sonames -> sonames.isEmpty() ? SlashPath.name(path) : sonames.get(0));
  }

  private boolean isLink(String directory, String name) {
    return !name.isEmpty() && search.files().readLink(SlashPath.join(directory, name)).isPresent();
  }

  /** {@code libcuda.so} of {@code libcuda.so.1}; empty when there is no {@code .so}. */
  static String withoutVersion(String name) {
    String rest = name;
    while (!rest.endsWith(".so")) {
      int dot = rest.lastIndexOf('.');
      if (dot < 0) {
        return "";
      }
      rest = rest.substring(0, dot);
    }
    return rest;
  }
}
