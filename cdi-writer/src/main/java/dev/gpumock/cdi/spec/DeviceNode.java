package dev.gpumock.cdi.spec;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A device node that a runtime makes in the container.
 *
 * @param hostPath absent: the same as {@code path}
 * @param type {@code c}, {@code b}, {@code u}, {@code p} or empty
 * @param major 0 when not said; likewise {@code minor}
 * @param fileMode permission bits
 * @param permissions of the cgroup, a subset of {@code rwm}; empty when not said
 */
public record DeviceNode(
    ContainerPath path,
    Optional<HostPath> hostPath,
    String type,
    long major,
    long minor,
    OptionalInt fileMode,
    String permissions,
    OptionalLong uid,
    OptionalLong gid) {
  /** Read, write and make. */
  private static final int ALL_RIGHTS = 3;

  /** A node of which the runtime has to find out everything. */
  public static DeviceNode at(ContainerPath path, HostPath hostPath) {
    return new DeviceNode(
        path,
        Optional.of(hostPath),
        "",
        0,
        0,
        OptionalInt.empty(),
        "",
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  // The two that the compiler would add are built at run time, which delays each start.

  @Override
  public boolean equals(Object other) {
    return other instanceof DeviceNode node
        && path.equals(node.path)
        && hostPath.equals(node.hostPath)
        && type.equals(node.type)
        && major == node.major
        && minor == node.minor
        && fileMode.equals(node.fileMode)
        && permissions.equals(node.permissions)
        && uid.equals(node.uid)
        && gid.equals(node.gid);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  /**
   * The same node without what goes without saying: the host's path like the container's, all
   * rights.
   */
  public DeviceNode withoutDefaults() {
    boolean allRights =
        permissions.length() == ALL_RIGHTS && permissions.chars().distinct().count() == ALL_RIGHTS;
    return new DeviceNode(
        path,
        hostPath.filter(host -> !host.text().equals(path.text())),
        type,
        major,
        minor,
        fileMode,
        allRights ? "" : permissions,
        uid,
        gid);
  }

  public DeviceNode withPath(ContainerPath other) {
    return new DeviceNode(other, hostPath, type, major, minor, fileMode, permissions, uid, gid);
  }

  public DeviceNode withHostPath(Optional<HostPath> other) {
    return new DeviceNode(path, other, type, major, minor, fileMode, permissions, uid, gid);
  }
}
