package dev.gpumock.cdi.judge;

import dev.gpumock.cdi.request.CdiRequest;
import dev.gpumock.cdi.request.DeviceSelection;
import dev.gpumock.cdi.request.DriverLocation;
import dev.gpumock.cdi.request.FeatureFlag;
import dev.gpumock.cdi.request.HookName;
import dev.gpumock.cdi.request.HookOptions;
import dev.gpumock.cdi.request.Mode;
import dev.gpumock.cdi.request.NamingStrategy;
import dev.gpumock.cdi.request.Profile;
import dev.gpumock.cdi.request.SearchEnvironment;
import dev.gpumock.cdi.request.ToolkitVersion;
import dev.gpumock.cdi.spec.SpecKind;
import dev.gpumock.topo.CpuArchitecture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One way to ask for a specification: of the toolkit by its flags, of this module by a request. */
record Combination(
    DriverTree.Shape shape,
    Mode mode,
    DeviceSelection devices,
    SpecKind kind,
    HookOptions hooks,
    Set<FeatureFlag> features,
    List<String> librarySearchPaths,
    List<String> configSearchPaths,
    boolean json) {

  List<String> flags() {
    List<String> flags = new ArrayList<>(List.of("--mode", mode.text()));
    flags.addAll(List.of("--format", json ? "json" : "yaml"));
    flags.addAll(List.of("--driver-root", shape.root(), "--dev-root", shape.devRoot()));
    flags.addAll(List.of("--vendor", kind.vendor(), "--class", kind.deviceClass()));
    flags.addAll(List.of("--nvidia-cdi-hook-path", hooks.program()));
    devices.naming().forEach(s -> flags.addAll(List.of("--device-name-strategy", s.text())));
    devices.ids().forEach(id -> flags.addAll(List.of("--device-id", id)));
    hooks.ldconfig().ifPresent(path -> flags.addAll(List.of("--ldconfig-path", path)));
    hooks.disabled().stream()
        .map(HookName::text)
        .forEach(hook -> flags.addAll(List.of("--disable-hook", hook)));
    hooks.enabled().stream()
        .map(HookName::text)
        .forEach(hook -> flags.addAll(List.of("--enable-hook", hook)));
    features.forEach(flag -> flags.addAll(List.of("--feature-flag", flag.text())));
    librarySearchPaths.forEach(path -> flags.addAll(List.of("--library-search-path", path)));
    configSearchPaths.forEach(path -> flags.addAll(List.of("--config-search-path", path)));
    if (!devices.withAll()) {
      flags.add("--no-all-device");
    }
    return flags;
  }

  Combination inYaml() {
    return in(false);
  }

  Combination inJson() {
    return in(true);
  }

  private Combination in(boolean inJson) {
    return new Combination(
        shape, mode, devices, kind, hooks, features, librarySearchPaths, configSearchPaths, inJson);
  }

  CdiRequest request(ToolkitVersion version) {
    DriverLocation driver =
        new DriverLocation(
            shape.root(), Optional.of(shape.devRoot()), librarySearchPaths, configSearchPaths);
    SearchEnvironment environment =
        SearchEnvironment.of(Map.of("PATH", ChrootToolkit.PATH), CpuArchitecture.AMD64);
    return CdiRequest.of(Profile.TOOLKIT, driver, environment)
        .withToolkit(version)
        .withMode(mode)
        .withDevices(devices)
        .withKind(kind)
        .withHooks(hooks)
        .withFeatures(features);
  }

  static List<NamingStrategy> naming(int bits) {
    List<NamingStrategy> naming = new ArrayList<>();
    for (NamingStrategy strategy : NamingStrategy.values()) {
      if ((bits >> strategy.ordinal() & 1) != 0) {
        naming.add(strategy);
      }
    }
    return naming;
  }
}
