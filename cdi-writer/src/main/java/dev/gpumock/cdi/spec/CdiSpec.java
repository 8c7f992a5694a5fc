package dev.gpumock.cdi.spec;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * One CDI specification, in the order in which it is written.
 *
 * @param version of CDI that is declared, for example {@code 0.5.0}
 * @param edits for each container that gets any of the devices
 */
public record CdiSpec(
    String version,
    SpecKind kind,
    Map<String, String> annotations,
    List<Device> devices,
    ContainerEdits edits) {
  public CdiSpec {
    annotations = Map.copyOf(annotations);
    devices = List.copyOf(devices);
  }

  /** Declares the lowest version of CDI that has all that is used. */
  public static CdiSpec of(SpecKind kind, List<Device> devices, ContainerEdits edits) {
    return new CdiSpec("", kind, Map.of(), devices, edits).withMinimumVersion();
  }

  public CdiSpec withDevices(List<Device> other) {
    return new CdiSpec(version, kind, annotations, other, edits);
  }

  /** Its own version, or the lowest that allows what is used where that is higher. */
  public CdiSpec withSufficientVersion() {
    SpecVersion needed = SpecVersion.minimum(this);
    boolean sufficient =
        SpecVersion.parse(version).filter(own -> own.compareTo(needed) >= 0).isPresent();
    return sufficient ? this : withMinimumVersion();
  }

  public CdiSpec withMinimumVersion() {
    return new CdiSpec(SpecVersion.minimum(this).text(), kind, annotations, devices, edits);
  }

  /** The same change to the common edits and to those of each device. */
  public CdiSpec mapEdits(UnaryOperator<ContainerEdits> change) {
    List<Device> changed = devices.stream().map(d -> d.withEdits(change.apply(d.edits()))).toList();
    return new CdiSpec(version, kind, annotations, changed, change.apply(edits));
  }
}
