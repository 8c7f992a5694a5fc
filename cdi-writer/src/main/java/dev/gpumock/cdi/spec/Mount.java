package dev.gpumock.cdi.spec;

import java.util.List;

/**
 * A bind mount into the container.
 *
 * @param options of mount(8), in the order that they are written
 * @param type of the file system; empty for a bind mount
 */
public record Mount(
    HostPath hostPath, ContainerPath containerPath, List<String> options, String type) {
  /** Files of the driver: nobody in the container writes them. */
  public static final List<String> READ_ONLY =
      List.of("ro", "nosuid", "nodev", "rbind", "rprivate");

  /** Sockets of the driver's daemons: to connect is to write. */
  public static final List<String> SOCKET =
      List.of("nosuid", "nodev", "rbind", "rprivate", "noexec");

  public Mount {
    options = List.copyOf(options);
  }

  // The two that the compiler would add are built at run time, which delays each start.

  @Override
  public boolean equals(Object other) {
    return other instanceof Mount mount
        && hostPath.equals(mount.hostPath)
        && containerPath.equals(mount.containerPath)
        && options.equals(mount.options)
        && type.equals(mount.type);
  }

  @Override
  public int hashCode() {
    return containerPath.hashCode();
  }

  public static Mount bind(HostPath hostPath, ContainerPath containerPath, List<String> options) {
    return new Mount(hostPath, containerPath, options, "");
  }
}
