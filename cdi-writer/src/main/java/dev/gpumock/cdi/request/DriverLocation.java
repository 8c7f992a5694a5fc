package dev.gpumock.cdi.request;

import java.util.List;
import java.util.Optional;

/**
 * Where the driver is on the node, as the node's own paths.
 *
 * @param root directory that the driver's files are installed below
 * @param devRoot directory that holds {@code dev}; absent: {@code root}
 * @param librarySearchPaths to search instead of the usual directories below {@code root}
 * @param configSearchPaths likewise instead of /etc and /usr/share
 */
public record DriverLocation(
    String root,
    Optional<String> devRoot,
    List<String> librarySearchPaths,
    List<String> configSearchPaths) {
  public static final DriverLocation HOST = DriverLocation.at("/");

  public DriverLocation {
    if (!root.startsWith("/")) {
      throw new IllegalArgumentException("driver root '" + root + "' is not an absolute path");
    }
    librarySearchPaths = List.copyOf(librarySearchPaths);
    configSearchPaths = List.copyOf(configSearchPaths);
  }

  public static DriverLocation at(String root) {
    return new DriverLocation(root, Optional.empty(), List.of(), List.of());
  }

  public DriverLocation withDevRoot(String other) {
    return new DriverLocation(root, Optional.of(other), librarySearchPaths, configSearchPaths);
  }

  public String devRootOrRoot() {
    return devRoot.orElse(root);
  }
}
