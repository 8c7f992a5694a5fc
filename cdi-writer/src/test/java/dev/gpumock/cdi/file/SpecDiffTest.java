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
            "- containerEdits.env[0]: A=1",
            "+ containerEdits.env[0]: A=2",
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
}
