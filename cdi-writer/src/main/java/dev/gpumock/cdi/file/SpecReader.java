package dev.gpumock.cdi.file;

import dev.gpumock.cdi.spec.CdiSpec;
import dev.gpumock.cdi.spec.ContainerEdits;
import dev.gpumock.cdi.spec.ContainerPath;
import dev.gpumock.cdi.spec.Device;
import dev.gpumock.cdi.spec.DeviceNode;
import dev.gpumock.cdi.spec.Hook;
import dev.gpumock.cdi.spec.HostPath;
import dev.gpumock.cdi.spec.IntelRdt;
import dev.gpumock.cdi.spec.Mount;
import dev.gpumock.cdi.spec.NetDevice;
import dev.gpumock.cdi.spec.SpecKind;
import java.util.Optional;

/**
 * From text to records, as strictly as runtimes read: an unknown property, a second one of the same
 * name, or a value of the wrong type is a problem.
 */
final class SpecReader {
  private SpecReader() {}

  /**
   * @param spec what could be read; absent when the text is no YAML
   */
  record Result(Optional<CdiSpec> spec, YamlFindings findings) {}

  static Result read(byte[] text) {
    YamlFindings findings = new YamlFindings();
    try {
      Optional<YamlNode> document = YamlComposer.compose(YamlCharacters.of(text));
      if (document.isEmpty()) {
        throw new UnreadableException(1, "there is no specification");
      }
      AliasBudget.require(document.get());
      CdiSpec spec = spec(YamlFields.ofRoot(document.get(), findings));
      return new Result(Optional.of(spec), findings);
    } catch (UnreadableException e) {
      findings.add(e.problem());
      return new Result(Optional.empty(), findings);
    }
  }

  private static CdiSpec spec(YamlFields fields) {
    fields.allow("cdiVersion", "kind", "annotations", "devices", "containerEdits");
    return new CdiSpec(
        fields.text("cdiVersion"),
        SpecKind.parse(fields.text("kind")),
        fields.textMap("annotations"),
        fields.list("devices", SpecReader::device),
        fields.inner("containerEdits").map(SpecReader::edits).orElse(ContainerEdits.EMPTY));
  }

  private static Device device(YamlFields fields) {
    fields.allow("name", "annotations", "containerEdits");
    return new Device(
        fields.text("name"),
        fields.textMap("annotations"),
        fields.inner("containerEdits").map(SpecReader::edits).orElse(ContainerEdits.EMPTY));
  }

  private static ContainerEdits edits(YamlFields fields) {
    fields.allow(
        "env", "deviceNodes", "netDevices", "hooks", "mounts", "intelRdt", "additionalGids");
    return new ContainerEdits(
        fields.textList("env"),
        fields.fullList("deviceNodes", SpecReader::node),
        fields.fullList("netDevices", SpecReader::netDevice),
        fields.fullList("hooks", SpecReader::hook),
        fields.fullList("mounts", SpecReader::mount),
        fields.inner("intelRdt").map(SpecReader::intelRdt),
        fields.unsignedList("additionalGids"));
  }

  private static DeviceNode node(YamlFields fields) {
    fields.allow(
        "path", "hostPath", "type", "major", "minor", "fileMode", "permissions", "uid", "gid");
    String hostPath = fields.text("hostPath");
    return new DeviceNode(
        new ContainerPath(fields.requiredText("path")),
        hostPath.isEmpty() ? Optional.empty() : Optional.of(new HostPath(hostPath)),
        fields.text("type"),
        fields.signed("major").orElse(0),
        fields.signed("minor").orElse(0),
        fields.fileMode("fileMode"),
        fields.text("permissions"),
        fields.unsigned("uid"),
        fields.unsigned("gid"));
  }

  private static NetDevice netDevice(YamlFields fields) {
    fields.allow("hostInterfaceName", "name");
    return new NetDevice(fields.text("hostInterfaceName"), fields.text("name"));
  }

  private static Hook hook(YamlFields fields) {
    fields.allow("hookName", "path", "args", "env", "timeout");
    return new Hook(
        fields.text("hookName"),
        fields.text("path"),
        fields.textList("args"),
        fields.textList("env"),
        fields.signed("timeout"));
  }

  private static Mount mount(YamlFields fields) {
    fields.allow("hostPath", "containerPath", "options", "type");
    return new Mount(
        new HostPath(fields.requiredText("hostPath")),
        new ContainerPath(fields.requiredText("containerPath")),
        fields.textList("options"),
        fields.text("type"));
  }

  private static IntelRdt intelRdt(YamlFields fields) {
    fields.allow("closID", "l3CacheSchema", "memBwSchema", "schemata", "enableMonitoring");
    return new IntelRdt(
        fields.text("closID"),
        fields.text("l3CacheSchema"),
        fields.text("memBwSchema"),
        fields.textList("schemata"),
        fields.truth("enableMonitoring"));
  }
}
