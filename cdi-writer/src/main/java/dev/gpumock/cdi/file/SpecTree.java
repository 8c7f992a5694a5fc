package dev.gpumock.cdi.file;

import dev.gpumock.cdi.spec.CdiSpec;
import dev.gpumock.cdi.spec.ContainerEdits;
import dev.gpumock.cdi.spec.Device;
import dev.gpumock.cdi.spec.DeviceNode;
import dev.gpumock.cdi.spec.Hook;
import dev.gpumock.cdi.spec.HostPath;
import dev.gpumock.cdi.spec.IntelRdt;
import dev.gpumock.cdi.spec.Mount;
import dev.gpumock.cdi.spec.NetDevice;
import dev.gpumock.cdi.spec.TextOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A specification as maps, lists, text, numbers and truth values, with the keys in the order of the
 * structures of CDI's specs-go, and without what is empty there.
 */
final class SpecTree {
  private final Map<String, Object> entries = new LinkedHashMap<>();

  private SpecTree() {}

  /**
   * @param withEmptyEdits JSON has common edits that are empty, YAML leaves them out
   */
  static Map<String, Object> of(CdiSpec spec, boolean withEmptyEdits) {
    SpecTree tree = new SpecTree();
    tree.put("cdiVersion", spec.version()).put("kind", spec.kind().toString());
    tree.putMap("annotations", spec.annotations());
    tree.put("devices", spec.devices().stream().map(SpecTree::of).toList());
    if (withEmptyEdits || !spec.edits().isEmpty()) {
      tree.put("containerEdits", of(spec.edits()));
    }
    return tree.entries;
  }

  private static Map<String, Object> of(Device device) {
    SpecTree tree = new SpecTree().put("name", device.name());
    tree.putMap("annotations", device.annotations());
    return tree.put("containerEdits", of(device.edits())).entries;
  }

  private static Map<String, Object> of(ContainerEdits edits) {
    SpecTree tree = new SpecTree();
    tree.putList("env", edits.env(), text -> text);
    tree.putList("deviceNodes", edits.deviceNodes(), SpecTree::of);
    tree.putList("netDevices", edits.netDevices(), SpecTree::of);
    tree.putList("hooks", edits.hooks(), SpecTree::of);
    tree.putList("mounts", edits.mounts(), SpecTree::of);
    edits.intelRdt().ifPresent(rdt -> tree.put("intelRdt", of(rdt)));
    tree.putList("additionalGids", edits.additionalGids(), gid -> gid);
    return tree.entries;
  }

  private static Map<String, Object> of(DeviceNode node) {
    SpecTree tree = new SpecTree().put("path", node.path().text());
    tree.putText("hostPath", node.hostPath().map(HostPath::text));
    tree.putText("type", node.type());
    tree.putNumber("major", node.major()).putNumber("minor", node.minor());
    tree.putNumber("fileMode", unsigned(node.fileMode()));
    tree.putText("permissions", node.permissions());
    return tree.putNumber("uid", node.uid()).putNumber("gid", node.gid()).entries;
  }

  private static Map<String, Object> of(NetDevice device) {
    return new SpecTree()
        .put("hostInterfaceName", device.hostInterfaceName())
        .put("name", device.name())
        .entries;
  }

  private static Map<String, Object> of(Hook hook) {
    SpecTree tree = new SpecTree().put("hookName", hook.hookName()).put("path", hook.path());
    tree.putList("args", hook.args(), text -> text).putList("env", hook.env(), text -> text);
    return tree.putNumber("timeout", hook.timeout()).entries;
  }

  private static Map<String, Object> of(Mount mount) {
    SpecTree tree = new SpecTree();
    tree.put("hostPath", mount.hostPath().text());
    tree.put("containerPath", mount.containerPath().text());
    tree.putList("options", mount.options(), text -> text);
    return tree.putText("type", mount.type()).entries;
  }

  private static Map<String, Object> of(IntelRdt rdt) {
    SpecTree tree = new SpecTree();
    tree.putText("closID", rdt.closId());
    tree.putText("l3CacheSchema", rdt.l3CacheSchema());
    tree.putText("memBwSchema", rdt.memBwSchema());
    tree.putList("schemata", rdt.schemata(), text -> text);
    if (rdt.enableMonitoring()) {
      tree.put("enableMonitoring", true);
    }
    return tree.entries;
  }

  private static OptionalLong unsigned(OptionalInt bits) {
    return bits.isPresent()
        ? OptionalLong.of(Integer.toUnsignedLong(bits.getAsInt()))
        : OptionalLong.empty();
  }

  private SpecTree put(String key, Object value) {
    entries.put(key, value);
    return this;
  }

  private SpecTree putText(String key, String text) {
    return text.isEmpty() ? this : put(key, text);
  }

  private void putText(String key, Optional<String> text) {
    text.ifPresent(value -> put(key, value));
  }

  private SpecTree putNumber(String key, long number) {
    return number == 0 ? this : put(key, number);
  }

  private SpecTree putNumber(String key, OptionalLong number) {
    number.ifPresent(value -> put(key, value));
    return this;
  }

  private void putMap(String key, Map<String, String> map) {
    if (!map.isEmpty()) {
      TreeMap<String, String> sorted = new TreeMap<>(TextOrder.BYTES);
      sorted.putAll(map);
      put(key, sorted);
    }
  }

  private <T> SpecTree putList(String key, List<T> list, Function<T, Object> entry) {
    return list.isEmpty() ? this : put(key, list.stream().map(entry).toList());
  }
}
