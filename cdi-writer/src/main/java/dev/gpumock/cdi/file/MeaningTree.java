package dev.gpumock.cdi.file;

import dev.gpumock.cdi.spec.CdiSpec;
import dev.gpumock.cdi.spec.ContainerEdits;
import dev.gpumock.cdi.spec.DeviceNode;
import dev.gpumock.cdi.spec.Mount;
import dev.gpumock.cdi.spec.SpecPasses;
import dev.gpumock.cdi.spec.SpecVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A specification as {@link SpecTree} has it, with a name in place of each position that has no
 * meaning: two that do the same to a container have the same tree, whatever the order of its keys.
 */
final class MeaningTree {
  private MeaningTree() {}

  static Map<String, Object> of(CdiSpec spec) {
    CdiSpec plain = SpecPasses.sort(spec.mapEdits(MeaningTree::plain));
    Map<String, Object> tree = new LinkedHashMap<>(SpecTree.of(plain, false));
    tree.computeIfPresent("cdiVersion", (key, version) -> released((String) version));
    tree.computeIfPresent("containerEdits", (key, edits) -> edits((Map<?, ?>) edits));
    tree.computeIfPresent("devices", (key, devices) -> devices((List<?>) devices));
    return tree;
  }

  /**
   * Without what goes without saying, of a node its defaults, and the group that is ignored; a hook
   * that is there twice runs twice.
   */
  private static ContainerEdits plain(ContainerEdits edits) {
    return edits
        .withDeviceNodes(
            lastOfEqual(edits.deviceNodes().stream().map(DeviceNode::withoutDefaults).toList()))
        .withMounts(lastOfEqual(edits.mounts().stream().map(MeaningTree::plain).toList()))
        .withAdditionalGids(edits.additionalGids().stream().filter(gid -> gid != 0).toList());
  }

  /** A later entry replaces what earlier ones have put at its path. */
  private static <T> List<T> lastOfEqual(List<T> entries) {
    Set<T> last = new LinkedHashSet<>();
    for (T entry : entries) {
      last.remove(entry);
      last.add(entry);
    }
    return List.copyOf(last);
  }

  private static Mount plain(Mount mount) {
    List<String> options = MountOptions.ordered(mount.options());
    return new Mount(mount.hostPath(), mount.containerPath(), options, mount.type());
  }

  private static String released(String version) {
    return SpecVersion.parse(version).map(SpecVersion::text).orElse(version);
  }

  private static Object devices(List<?> devices) {
    Named named = new Named();
    for (Object entry : devices) {
      Map<Object, Object> device = new LinkedHashMap<>((Map<?, ?>) entry);
      device.computeIfPresent("containerEdits", (key, edits) -> edits((Map<?, ?>) edits));
      named.add(String.valueOf(device.get("name")), device);
    }
    return named.entries();
  }

  private static Map<Object, Object> edits(Map<?, ?> written) {
    Map<Object, Object> edits = new LinkedHashMap<>(written);
    edits.computeIfPresent("env", (key, list) -> variables((List<?>) list));
    edits.computeIfPresent("deviceNodes", (key, list) -> named((List<?>) list, "path"));
    edits.computeIfPresent("netDevices", (key, list) -> named((List<?>) list, "name"));
    edits.computeIfPresent("hooks", (key, list) -> hooks((List<?>) list));
    edits.computeIfPresent("mounts", (key, list) -> named((List<?>) list, "containerPath"));
    edits.computeIfPresent("additionalGids", (key, list) -> set((List<?>) list));
    return edits;
  }

  /** Of several values of one name the last counts. */
  private static Object variables(List<?> env) {
    Map<String, Object> variables = new LinkedHashMap<>();
    for (Object entry : env) {
      String[] both = ((String) entry).split("=", 2);
      variables.put(both[0], both[both.length - 1]);
    }
    return new Entries(variables);
  }

  private static Object named(List<?> list, String key) {
    Named named = new Named();
    list.forEach(entry -> named.add(String.valueOf(((Map<?, ?>) entry).get(key)), entry));
    return named.entries();
  }

  /** Those of one stage run in order; those of different stages have none. */
  private static Object hooks(List<?> list) {
    Map<String, Object> stages = new LinkedHashMap<>();
    for (Object entry : list) {
      Map<Object, Object> hook = new LinkedHashMap<>((Map<?, ?>) entry);
      hook.computeIfPresent("env", (key, env) -> variables((List<?>) env));
      String stage = String.valueOf(hook.remove("hookName"));
      List<Object> ofStage = new ArrayList<>();
      if (stages.get(stage) instanceof List<?> before) {
        ofStage.addAll(before);
      }
      ofStage.add(hook);
      stages.put(stage, ofStage);
    }
    return new Entries(stages);
  }

  private static Object set(List<?> list) {
    Map<String, Object> entries = new LinkedHashMap<>();
    list.forEach(entry -> entries.put(String.valueOf(entry), entry));
    return new Entries(entries);
  }

  /** Entries of a list that are known by a name. */
  record Entries(Map<String, Object> byName) {}

  /** Collects them; those of one name keep their order. */
  private static final class Named {
    private final Map<String, Object> byName = new LinkedHashMap<>();

    void add(String name, Object entry) {
      String free = name;
      for (int i = 2; byName.containsKey(free); i++) {
        free = name + " (" + i + ")";
      }
      byName.put(free, entry);
    }

    Entries entries() {
      return new Entries(byName);
    }
  }
}
