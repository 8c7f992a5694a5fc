package dev.gpumock.cdi.spec;

import static dev.gpumock.cdi.spec.Specs.device;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RootTransformTest {
  private static final CdiSpec SPEC =
      Specs.of(
          Specs.mounts("/lib64/a")
              .withHooks(
                  List.of(
                      Specs.hook("createContainer", "/root/bin/hook", "--link", "x::/root/y"),
                      Specs.hook("startContainer", "/root/bin/hook"),
                      Specs.hook("poststop", "/root/bin/hook", "/root/a::/root/b"))),
          device("0", Specs.nodes("/dev/nvidia0")));

  @Test
  void movesTheHostsPathsOnly() {
    CdiSpec moved = RootTransform.of("/root", "/new").onHost(SPEC);
    assertEquals("/new/lib64/a", moved.edits().mounts().get(0).hostPath().text());
    assertEquals("/lib64/a", moved.edits().mounts().get(0).containerPath().text());
    List<Hook> hooks = moved.edits().hooks();
    assertEquals(
        List.of("/new/bin/hook", "/root/bin/hook", "/new/bin/hook"),
        hooks.stream().map(Hook::path).toList());
    assertEquals(List.of("--link", "x::/root/y"), hooks.get(0).args());
    assertEquals(List.of("/new/a::/new/b"), hooks.get(2).args());
    DeviceNode node = moved.devices().get(0).edits().deviceNodes().get(0);
    assertEquals(Optional.of(new HostPath("/new/dev/nvidia0")), node.hostPath());
  }

  @Test
  void saysTheHostPathOfEachNode() {
    DeviceNode node = Specs.node("/dev/nvidia0").withHostPath(Optional.empty());
    CdiSpec spec = Specs.of(ContainerEdits.of(List.of(node), List.of()));
    CdiSpec moved = RootTransform.of("/elsewhere", "/new").onHost(spec);
    assertEquals(
        Optional.of(new HostPath("/dev/nvidia0")), moved.edits().deviceNodes().get(0).hostPath());
  }

  @Test
  void movesTheContainersPathsOnly() {
    CdiSpec moved = RootTransform.of("/root", "/new").inContainer(SPEC);
    List<Hook> hooks = moved.edits().hooks();
    assertEquals("/root/bin/hook", hooks.get(0).path());
    assertEquals(List.of("--link", "x::/new/y"), hooks.get(0).args());
    assertEquals("/new/bin/hook", hooks.get(1).path());
    CdiSpec dev = RootTransform.of("/dev", "/host-dev").inContainer(SPEC);
    assertEquals(
        "/host-dev/nvidia0", dev.devices().get(0).edits().deviceNodes().get(0).path().text());
  }

  @Test
  void comparesText() {
    CdiSpec spec = Specs.of(Specs.mounts("/-old/a"));
    assertEquals("/new/ld/a", hostPath(RootTransform.of("/root/-o", "/new").onHost(spec)).text());
    assertEquals(
        "/root/-old/a", hostPath(RootTransform.of("/root/-o/", "/new").onHost(spec)).text());
  }

  @Test
  void movesFromTheRootDirectory() {
    CdiSpec moved = RootTransform.of("/", "/host").onHost(Specs.of(Specs.mounts("/a")));
    assertEquals("/host/root/a", hostPath(moved).text());
  }

  private static HostPath hostPath(CdiSpec spec) {
    return spec.edits().mounts().get(0).hostPath();
  }
}
