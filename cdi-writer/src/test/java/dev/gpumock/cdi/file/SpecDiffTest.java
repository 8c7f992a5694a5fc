package dev.gpumock.cdi.file;

import static dev.gpumock.cdi.spec.Specs.device;
import static dev.gpumock.cdi.spec.Specs.env;
import static dev.gpumock.cdi.spec.Specs.nodes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gpumock.cdi.spec.CdiSpec;
import dev.gpumock.cdi.spec.Hook;
import dev.gpumock.cdi.spec.Specs;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpecDiffTest {
  @Test
  void orderAndDoublesAreNoDifference() {
    CdiSpec first = Specs.of(env("A=1"), device("0", nodes("/dev/a", "/dev/b")));
    CdiSpec second = Specs.of(env("A=1", "A=1"), device("0", nodes("/dev/b", "/dev/a")));
    assertEquals(List.of(), SpecDiff.of(first, second));
  }

  @Test
  void defaultsThatAreWrittenAreNoDifference() {
    String node =
        """
        cdiVersion: 0.5.0
        kind: vendor.com/device
        devices:
        - {name: "0", containerEdits: {deviceNodes: [{path: /dev/a%s}]}}
        """;
    CdiSpec silent = read(node.formatted(""));
    assertEquals(
        List.of(),
        SpecDiff.of(silent, read(node.formatted(", hostPath: /dev/a, permissions: mrw"))));
    assertEquals(
        List.of("+ devices[0].containerEdits.deviceNodes[/dev/a].permissions: rw"),
        SpecDiff.of(silent, read(node.formatted(", permissions: rw"))));
  }

  private static CdiSpec read(String text) {
    return SpecDocument.read(text.getBytes(StandardCharsets.UTF_8)).spec().orElseThrow();
  }

  @Test
  void namesWhatIsMissingAddedOrChanged() {
    CdiSpec first = Specs.of(env("A=1"), device("0", nodes("/dev/a")));
    CdiSpec second = Specs.of(env("A=2"), device("1", nodes("/dev/a")));
    assertEquals(
        List.of(
            "- devices[0].name: 0",
            "- devices[0].containerEdits.deviceNodes[/dev/a].path: /dev/a",
            "- devices[0].containerEdits.deviceNodes[/dev/a].hostPath: /root/dev/a",
            "- containerEdits.env[A]: 1",
            "+ containerEdits.env[A]: 2",
            "+ devices[1].name: 1",
            "+ devices[1].containerEdits.deviceNodes[/dev/a].path: /dev/a",
            "+ devices[1].containerEdits.deviceNodes[/dev/a].hostPath: /root/dev/a"),
        SpecDiff.of(first, second));
  }

  @Test
  void hooksHaveAnOrder() {
    List<Hook> hooks = List.of(Specs.hook("prestart", "/a"), Specs.hook("prestart", "/b"));
    CdiSpec first = Specs.of(env().withHooks(hooks), device("0", env("A=1")));
    CdiSpec second =
        Specs.of(env().withHooks(List.of(hooks.get(1), hooks.get(0))), device("0", env("A=1")));
    assertEquals(4, SpecDiff.of(first, second).size());
  }

  private static List<String> diff(String edits, String others) {
    String text = "cdiVersion: 0.7.0\nkind: a.b/c\ndevices:\n- {name: x, containerEdits: {%s}}\n";
    return SpecDiff.of(read(text.formatted(edits)), read(text.formatted(others)));
  }

  @Test
  void orderThatChangesNothingIsNoDifference() {
    CdiSpec spec = Specs.of(env("A=1"), device("0", nodes("/dev/a")));
    CdiSpec written =
        new CdiSpec(
            "v" + spec.version(), spec.kind(), spec.annotations(), spec.devices(), spec.edits());
    assertEquals(List.of(), SpecDiff.of(spec, written));
    assertEquals(List.of(), diff("env: [A=1, B=2]", "env: [B=2, A=1]"));
    assertEquals(List.of(), diff("env: [A=1, A=2]", "env: [A=2]"));
    String mount = "mounts: [{hostPath: /a, containerPath: /b, options: [%s]}]";
    assertEquals(
        List.of(),
        diff(mount.formatted("ro, nosuid, rbind"), mount.formatted("rbind, nosuid, ro")));
    String prestart = "{hookName: prestart, path: /a, env: [A=1, B=2]}";
    String poststop = "{hookName: poststop, path: /b}";
    assertEquals(
        List.of(),
        diff(
            "hooks: [" + prestart + ", " + poststop + "]",
            "hooks: [" + poststop + ", " + prestart.replace("A=1, B=2", "B=2, A=1") + "]"));
    assertEquals(List.of(), diff("additionalGids: [3, 0, 5]", "additionalGids: [5, 3]"));
  }

  @Test
  void orderThatDecidesIsADifference() {
    String prefix = "devices[x].containerEdits.";
    assertEquals(
        List.of("- " + prefix + "env[A]: 2", "+ " + prefix + "env[A]: 1"),
        diff("env: [A=1, A=2]", "env: [A=2, A=1]"));
    String mount = "mounts: [{hostPath: /a, containerPath: /b, options: [%s]}]";
    assertEquals(
        List.of(
            "- " + prefix + "mounts[/b].options[0]: ro",
            "+ " + prefix + "mounts[/b].options[0]: rw",
            "- " + prefix + "mounts[/b].options[1]: rw",
            "+ " + prefix + "mounts[/b].options[1]: ro"),
        diff(mount.formatted("ro, rw"), mount.formatted("rw, ro")));
  }

  @Test
  void entriesOfOnePathAreTwo() {
    String nodes =
        "deviceNodes: [{path: /dev/a, permissions: %s}, {path: /dev/a, permissions: %s}]";
    String prefix = "devices[x].containerEdits.deviceNodes";
    assertEquals(
        List.of(
            "- " + prefix + "[/dev/a].permissions: r", "+ " + prefix + "[/dev/a].permissions: w"),
        diff(nodes.formatted("r", "m"), nodes.formatted("w", "m")));
    assertEquals(
        List.of(
            "+ " + prefix + "[/dev/a (2)].path: /dev/a",
            "+ " + prefix + "[/dev/a (2)].permissions: m"),
        diff("deviceNodes: [{path: /dev/a, permissions: r}]", nodes.formatted("r", "m")));
    assertEquals(
        List.of("+ devices[x].containerEdits.additionalGids[5]: 5"),
        diff("additionalGids: [7]", "additionalGids: [7, 5]"));
  }
}
