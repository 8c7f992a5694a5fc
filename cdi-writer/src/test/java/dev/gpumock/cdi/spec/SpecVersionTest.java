package dev.gpumock.cdi.spec;

import static dev.gpumock.cdi.spec.Specs.device;
import static dev.gpumock.cdi.spec.Specs.env;
import static dev.gpumock.cdi.spec.Specs.nodes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpecVersionTest {
  private static final Device PLAIN = device("gpu0", env("A=1"));

  static Stream<Arguments> uses() {
    ContainerEdits none = ContainerEdits.EMPTY;
    Mount typed = new Mount(new HostPath("/a"), new ContainerPath("/b"), List.of(), "tmpfs");
    ContainerEdits net = none.withNetDevices(List.of(new NetDevice("eth0", "net0")));
    return Stream.of(
        Arguments.of("0.3.0", Specs.of(none, PLAIN)),
        Arguments.of("0.4.0", Specs.of(none.withMounts(List.of(typed)), PLAIN)),
        Arguments.of("0.5.0", Specs.of(none, device("0", env("A=1")))),
        Arguments.of("0.5.0", Specs.of(nodes("/dev/x"), PLAIN)),
        Arguments.of("0.6.0", Specs.of(none, PLAIN.withAnnotations(Map.of("k", "v")))),
        Arguments.of("0.6.0", CdiSpec.of(new SpecKind("nvidia.com", "a.b"), List.of(PLAIN), none)),
        Arguments.of("0.7.0", Specs.of(none.withAdditionalGids(List.of(44L)), PLAIN)),
        Arguments.of("0.7.0", Specs.of(edits(rdt(false)), PLAIN)),
        Arguments.of("1.1.0", Specs.of(edits(rdt(true)), PLAIN)),
        Arguments.of("1.1.0", Specs.of(net, PLAIN)));
  }

  private static IntelRdt rdt(boolean monitoring) {
    return new IntelRdt("x", "", "", List.of(), monitoring);
  }

  private static ContainerEdits edits(IntelRdt rdt) {
    return new ContainerEdits(
        List.of(), List.of(), List.of(), List.of(), List.of(), Optional.of(rdt), List.of());
  }

  @ParameterizedTest
  @MethodSource("uses")
  void findsTheLowestVersionThatHasAllThatIsUsed(String version, CdiSpec spec) {
    assertEquals(version, spec.version());
  }

  @Test
  void knowsReleasedVersionsOnly() {
    assertEquals(Optional.of(SpecVersion.V0_5_0), SpecVersion.parse("v0.5.0"));
    assertEquals(Optional.empty(), SpecVersion.parse("0.9.0"));
  }
}
