package dev.gpumock.cdi.spec;

import static dev.gpumock.cdi.spec.Specs.device;
import static dev.gpumock.cdi.spec.Specs.env;
import static dev.gpumock.cdi.spec.Specs.mounts;
import static dev.gpumock.cdi.spec.Specs.nodes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpecPassesTest {
  @Test
  void keepsTheFirstOfEqualEntriesAndSortsGroups() {
    ContainerEdits twice = env("A=1", "B=2", "A=1").withAdditionalGids(List.of(44L, 3L, 44L));
    ContainerEdits once = SpecPasses.dedupe(Specs.of(twice)).edits();
    assertEquals(List.of("A=1", "B=2"), once.env());
    assertEquals(List.of(3L, 44L), once.additionalGids());
  }

  @Test
  void takesFromDevicesWhatIsCommon() {
    CdiSpec spec =
        SpecPasses.removeCommon(
            Specs.of(nodes("/dev/ctl"), device("0", nodes("/dev/ctl", "/dev/nvidia0"))));
    assertEquals(nodes("/dev/nvidia0"), spec.devices().get(0).edits());
  }

  @Test
  void leavesADeviceThatWouldBeEmptied() {
    CdiSpec spec = Specs.of(nodes("/dev/ctl"), device("0", nodes("/dev/ctl")));
    assertEquals(spec, SpecPasses.removeCommon(spec));
  }

  @Test
  void sortsByDepthThenByBytes() {
    CdiSpec spec =
        SpecPasses.sort(
            Specs.of(
                mounts("/usr/bin/b", "/lib64/z", "/lib64/B", "/lib64/a"),
                device("2", nodes("/dev/dri/card0", "/dev/nvidia1")),
                device("10", env("A=1")),
                device("GPU-1", env("A=1")),
                device("0:0", env("A=1"))));
    assertEquals(
        List.of("/lib64/B", "/lib64/a", "/lib64/z", "/usr/bin/b"),
        spec.edits().mounts().stream().map(m -> m.containerPath().text()).toList());
    assertEquals(
        List.of("0:0", "10", "2", "GPU-1"), spec.devices().stream().map(Device::name).toList());
    assertEquals(nodes("/dev/nvidia1", "/dev/dri/card0"), spec.devices().get(2).edits());
  }

  @Test
  void keepsTheOrderOfHooksAndEnvironment() {
    ContainerEdits edits =
        env("B=1", "A=2")
            .withHooks(List.of(Specs.hook("poststop", "/b"), Specs.hook("prestart", "/a")));
    assertEquals(edits, SpecPasses.simplify(Specs.of(edits)).edits());
  }

  @Test
  void mergesAllDevicesIntoOne() {
    CdiSpec spec =
        SpecPasses.mergeAll(
            Specs.of(
                ContainerEdits.EMPTY,
                device("0", nodes("/dev/nvidia0")),
                device("1", nodes("/dev/nvidia1"))),
            "all");
    assertEquals(device("all", nodes("/dev/nvidia0", "/dev/nvidia1")), spec.devices().get(2));
  }

  @Test
  void doesNotMergeOverADeviceOfThatName() {
    CdiSpec spec = Specs.of(ContainerEdits.EMPTY, device("all", nodes("/dev/nvidia0")));
    assertEquals(spec, SpecPasses.mergeAll(spec, "all"));
  }
}
