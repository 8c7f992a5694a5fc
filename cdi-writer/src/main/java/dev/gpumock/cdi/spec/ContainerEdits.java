package dev.gpumock.cdi.spec;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What changes in a container: for one device, or for each container that gets any of them. */
public record ContainerEdits(
    List<String> env,
    List<DeviceNode> deviceNodes,
    List<NetDevice> netDevices,
    List<Hook> hooks,
    List<Mount> mounts,
    Optional<IntelRdt> intelRdt,
    List<Long> additionalGids) {
  public static final ContainerEdits EMPTY =
      new ContainerEdits(
          List.of(), List.of(), List.of(), List.of(), List.of(), Optional.empty(), List.of());

  public ContainerEdits {
    env = List.copyOf(env);
    deviceNodes = List.copyOf(deviceNodes);
    netDevices = List.copyOf(netDevices);
    hooks = List.copyOf(hooks);
    mounts = List.copyOf(mounts);
    additionalGids = List.copyOf(additionalGids);
  }

  public static ContainerEdits of(List<DeviceNode> nodes, List<Long> additionalGids) {
    return new ContainerEdits(
        List.of(), nodes, List.of(), List.of(), List.of(), Optional.empty(), additionalGids);
  }

  public boolean isEmpty() {
    return env.isEmpty()
        && deviceNodes.isEmpty()
        && netDevices.isEmpty()
        && hooks.isEmpty()
        && mounts.isEmpty()
        && intelRdt.isEmpty()
        && additionalGids.isEmpty();
  }

  /** Both, in order; {@code other} decides about Intel RDT if it says anything of it. */
  public ContainerEdits merge(ContainerEdits other) {
    return new ContainerEdits(
        concat(env, other.env),
        concat(deviceNodes, other.deviceNodes),
        concat(netDevices, other.netDevices),
        concat(hooks, other.hooks),
        concat(mounts, other.mounts),
        other.intelRdt.or(() -> intelRdt),
        concat(additionalGids, other.additionalGids));
  }

  public ContainerEdits withEnv(List<String> other) {
    return new ContainerEdits(
        other, deviceNodes, netDevices, hooks, mounts, intelRdt, additionalGids);
  }

  public ContainerEdits withDeviceNodes(List<DeviceNode> other) {
    return new ContainerEdits(env, other, netDevices, hooks, mounts, intelRdt, additionalGids);
  }

  /** Network interfaces of the node that move into the container, for devices that are such. */
  public ContainerEdits withNetDevices(List<NetDevice> other) {
    return new ContainerEdits(env, deviceNodes, other, hooks, mounts, intelRdt, additionalGids);
  }

  public ContainerEdits withHooks(List<Hook> other) {
    return new ContainerEdits(
        env, deviceNodes, netDevices, other, mounts, intelRdt, additionalGids);
  }

  public ContainerEdits withMounts(List<Mount> other) {
    return new ContainerEdits(env, deviceNodes, netDevices, hooks, other, intelRdt, additionalGids);
  }

  public ContainerEdits withAdditionalGids(List<Long> other) {
    return new ContainerEdits(env, deviceNodes, netDevices, hooks, mounts, intelRdt, other);
  }

  private static <T> List<T> concat(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
