package dev.gpumock.cdi.spec;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The released versions of the CDI specification, and what each brought. */
public enum SpecVersion {
  V0_1_0("0.1.0"),
  V0_2_0("0.2.0"),
  V0_3_0("0.3.0"),
  V0_4_0("0.4.0"),
  V0_5_0("0.5.0"),
  V0_6_0("0.6.0"),
  V0_7_0("0.7.0"),
  V0_8_0("0.8.0"),
  V1_0_0("1.0.0"),
  V1_1_0("1.1.0");

  private final String text;

  SpecVersion(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  /** A known version; a {@code v} before it is accepted as runtimes do. */
  public static Optional<SpecVersion> parse(String text) {
    String bare = text.startsWith("v") ? text.substring(1) : text;
    for (SpecVersion version : values()) {
      if (version.text.equals(bare)) {
        return Optional.of(version);
      }
    }
    return Optional.empty();
  }

  /** The lowest version that has all that {@code spec} uses: SPEC.md, "Released versions". */
  public static SpecVersion minimum(CdiSpec spec) {
    if (anyEdits(spec, SpecVersion::needs1_1)) {
      return V1_1_0;
    }
    if (anyEdits(spec, e -> e.intelRdt().isPresent() || !e.additionalGids().isEmpty())) {
      return V0_7_0;
    }
    if (hasAnnotations(spec) || hasDottedClass(spec.kind())) {
      return V0_6_0;
    }
    if (spec.devices().stream().anyMatch(d -> startsWithDigit(d.name()))
        || anyEdits(spec, e -> e.deviceNodes().stream().anyMatch(n -> n.hostPath().isPresent()))) {
      return V0_5_0;
    }
    boolean typed = anyEdits(spec, e -> e.mounts().stream().anyMatch(m -> !m.type().isEmpty()));
    return typed ? V0_4_0 : V0_3_0;
  }

  private static boolean anyEdits(CdiSpec spec, Predicate<ContainerEdits> uses) {
    return Stream.concat(Stream.of(spec.edits()), spec.devices().stream().map(Device::edits))
        .anyMatch(uses);
  }

  private static boolean needs1_1(ContainerEdits edits) {
    return !edits.netDevices().isEmpty()
        || edits
            .intelRdt()
            .filter(r -> r.enableMonitoring() || !r.schemata().isEmpty())
            .isPresent();
  }

  private static boolean hasAnnotations(CdiSpec spec) {
    return !spec.annotations().isEmpty()
        || spec.devices().stream().anyMatch(d -> !d.annotations().isEmpty());
  }

  private static boolean hasDottedClass(SpecKind kind) {
    return !kind.vendor().isEmpty() && kind.deviceClass().contains(".");
  }

  private static boolean startsWithDigit(String name) {
    return !name.isEmpty() && name.charAt(0) >= '0' && name.charAt(0) <= '9';
  }
}
