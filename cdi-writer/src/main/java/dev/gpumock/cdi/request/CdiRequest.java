package dev.gpumock.cdi.request;

import dev.gpumock.cdi.spec.SpecKind;
import java.util.EnumSet;
import java.util.Set;

/**
 * All that a specification depends on, besides the files of the node and the driver's facts.
 *
 * @param hooks without effect in {@link Profile#STOCK}
 */
public record CdiRequest(
    Mode mode,
    Profile profile,
    ToolkitVersion toolkit,
    DriverLocation driver,
    DeviceSelection devices,
    SpecKind kind,
    HookOptions hooks,
    Set<FeatureFlag> features,
    SearchEnvironment environment,
    NodeSource nodes) {
  public CdiRequest {
    features = features.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(features));
  }

  /** All GPUs by index and by UUID, and {@code all}: what nvidia-ctk does without options. */
  public static CdiRequest of(
      Profile profile, DriverLocation driver, SearchEnvironment environment) {
    return new CdiRequest(
        Mode.NVML,
        profile,
        ToolkitVersion.NEWEST,
        driver,
        DeviceSelection.DEFAULT,
        SpecKind.NVIDIA_GPU,
        HookOptions.DEFAULT,
        Set.of(),
        environment,
        new NodeSource.FileSystem());
  }

  public CdiRequest withMode(Mode other) {
    return new CdiRequest(
        other, profile, toolkit, driver, devices, kind, hooks, features, environment, nodes);
  }

  public CdiRequest withToolkit(ToolkitVersion other) {
    return new CdiRequest(
        mode, profile, other, driver, devices, kind, hooks, features, environment, nodes);
  }

  public CdiRequest withDevices(DeviceSelection other) {
    return new CdiRequest(
        mode, profile, toolkit, driver, other, kind, hooks, features, environment, nodes);
  }

  public CdiRequest withKind(SpecKind other) {
    return new CdiRequest(
        mode, profile, toolkit, driver, devices, other, hooks, features, environment, nodes);
  }

  public CdiRequest withHooks(HookOptions other) {
    return new CdiRequest(
        mode, profile, toolkit, driver, devices, kind, other, features, environment, nodes);
  }

  public CdiRequest withFeatures(Set<FeatureFlag> other) {
    return new CdiRequest(
        mode, profile, toolkit, driver, devices, kind, hooks, other, environment, nodes);
  }

  public CdiRequest withNodes(NodeSource other) {
    return new CdiRequest(
        mode, profile, toolkit, driver, devices, kind, hooks, features, environment, other);
  }

  public boolean has(FeatureFlag flag) {
    return features.contains(flag);
  }
}
