package dev.gpumock.cdi.spec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The passes from a specification to an equal one that is smaller and in order. Each is pure;
 * {@link #simplify} is all of them, {@link #mergeAll} adds the device that is all devices.
 */
public final class SpecPasses {
  private SpecPasses() {}

  public static CdiSpec simplify(CdiSpec spec) {
    return sort(removeCommon(dedupe(spec)));
  }

  /** Keeps the first of equal entries. Group IDs are sorted as well. */
  public static CdiSpec dedupe(CdiSpec spec) {
    return spec.mapEdits(SpecPasses::dedupe);
  }

  private static ContainerEdits dedupe(ContainerEdits edits) {
    return edits
        .withEnv(edits.env().stream().distinct().toList())
        .withDeviceNodes(edits.deviceNodes().stream().distinct().toList())
        .withHooks(edits.hooks().stream().distinct().toList())
        .withMounts(edits.mounts().stream().distinct().toList())
        .withAdditionalGids(edits.additionalGids().stream().distinct().sorted().toList());
  }

  /**
   * Takes from each device what every container gets anyway, except where nothing would be left: a
   * device without edits is invalid.
   */
  public static CdiSpec removeCommon(CdiSpec spec) {
    List<Device> devices =
        spec.devices().stream()
            .map(
                device -> {
                  ContainerEdits rest = minus(device.edits(), spec.edits());
                  return hasEntries(rest) ? device.withEdits(rest) : device;
                })
            .toList();
    return spec.withDevices(devices);
  }

  private static ContainerEdits minus(ContainerEdits edits, ContainerEdits common) {
    return edits
        .withEnv(minus(edits.env(), common.env()))
        .withDeviceNodes(minus(edits.deviceNodes(), common.deviceNodes()))
        .withHooks(minus(edits.hooks(), common.hooks()))
        .withMounts(minus(edits.mounts(), common.mounts()));
  }

  private static <T> List<T> minus(List<T> entries, List<T> others) {
    Set<T> gone = new HashSet<>(others);
    return entries.stream().filter(e -> !gone.contains(e)).toList();
  }

  private static boolean hasEntries(ContainerEdits edits) {
    return Stream.of(edits.deviceNodes(), edits.env(), edits.hooks(), edits.mounts())
        .anyMatch(entries -> !entries.isEmpty());
  }

  /**
   * Shallow paths first: a mount below another comes after it. Hooks and environment keep their
   * order, which has a meaning.
   */
  public static CdiSpec sort(CdiSpec spec) {
    CdiSpec sorted =
        spec.mapEdits(
            e ->
                e.withDeviceNodes(sorted(e.deviceNodes(), (a, b) -> byDepth(a.path(), b.path())))
                    .withMounts(
                        sorted(
                            e.mounts(), (a, b) -> byDepth(a.containerPath(), b.containerPath()))));
    return sorted.withDevices(
        sorted(sorted.devices(), Comparator.comparing(Device::name, TextOrder.BYTES)));
  }

  private static <T> List<T> sorted(List<T> entries, Comparator<T> order) {
    List<T> copy = new ArrayList<>(entries);
    copy.sort(order);
    return copy;
  }

  private static int byDepth(ContainerPath a, ContainerPath b) {
    int byDepth = Integer.compare(a.depth(), b.depth());
    return byDepth != 0 ? byDepth : TextOrder.BYTES.compare(a.text(), b.text());
  }

  /** Adds a device that is all the others; a specification that has one of the name stays. */
  public static CdiSpec mergeAll(CdiSpec spec, String name) {
    if (spec.devices().stream().anyMatch(d -> d.name().equals(name))) {
      return spec;
    }
    ContainerEdits all =
        spec.devices().stream()
            .map(Device::edits)
            .reduce(ContainerEdits.EMPTY, ContainerEdits::merge);
    Stream<Device> merged = Stream.of(Device.of(name, all));
    return simplify(spec.withDevices(Stream.concat(spec.devices().stream(), merged).toList()));
  }
}
