package dev.gpumock.cdi.spec;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** Small specifications for tests. */
public final class Specs {
  private Specs() {}

  public static CdiSpec of(ContainerEdits common, Device... devices) {
    return CdiSpec.of(SpecKind.NVIDIA_GPU, List.of(devices), common);
  }

  public static Device device(String name, ContainerEdits edits) {
    return Device.of(name, edits);
  }

  public static ContainerEdits env(String... env) {
    return ContainerEdits.EMPTY.withEnv(List.of(env));
  }

  public static ContainerEdits nodes(String... paths) {
    return ContainerEdits.of(Arrays.stream(paths).map(Specs::node).toList(), List.of());
  }

  public static DeviceNode node(String path) {
    return DeviceNode.at(new ContainerPath(path), new HostPath("/root" + path));
  }

  public static ContainerEdits mounts(String... containerPaths) {
    return ContainerEdits.EMPTY.withMounts(
        Arrays.stream(containerPaths).map(Specs::mount).toList());
  }

  public static Mount mount(String path) {
    return Mount.bind(new HostPath("/root" + path), new ContainerPath(path), Mount.READ_ONLY);
  }

  public static Hook hook(String name, String path, String... args) {
    return new Hook(name, path, List.of(args), List.of(), OptionalLong.empty());
  }
}
