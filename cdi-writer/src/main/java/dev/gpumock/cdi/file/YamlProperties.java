package dev.gpumock.cdi.file;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The properties of a mapping, with those that a merge key takes from others behind its own. */
final class YamlProperties {
  private final String path;
  private final YamlFindings findings;
  private final Map<String, Property> properties = new LinkedHashMap<>();

  /**
   * @param keyLine where its name is
   */
  record Property(int keyLine, YamlNode value) {}

  private YamlProperties(String path, YamlFindings findings) {
    this.path = path;
    this.findings = findings;
  }

  static Map<String, Property> of(YamlNode.Mapping mapping, String path, YamlFindings findings) {
    YamlProperties all = new YamlProperties(path, findings);
    all.addAll(mapping);
    return all.properties;
  }

  private void addAll(YamlNode.Mapping mapping) {
    Set<String> own = new HashSet<>();
    for (YamlNode.Entry entry : mapping.entries()) {
      if (isMerge(entry.key())) {
        requireFirst(own, entry, "<<");
      } else {
        add(entry, own);
      }
    }
    for (YamlNode.Entry entry : mapping.entries()) {
      if (isMerge(entry.key())) {
        merge(entry.value());
      }
    }
  }

  private void add(YamlNode.Entry entry, Set<String> own) {
    YamlNode key = entry.key() instanceof YamlNode.Alias alias ? alias.target() : entry.key();
    if (!(key instanceof YamlNode.Scalar scalar)) {
      findings.add(key, path, "the name of a property is expected");
      return;
    }
    String name = ScalarValue.text(scalar);
    boolean none = ScalarValue.of(scalar) instanceof ScalarValue.Nothing;
    if (!none && requireFirst(own, entry, name)) {
      properties.putIfAbsent(name, new Property(key.line(), entry.value()));
    }
  }

  private boolean requireFirst(Set<String> own, YamlNode.Entry entry, String name) {
    boolean first = own.add(name);
    if (!first) {
      findings.add(entry.key(), path.isEmpty() ? name : path + "." + name, "it is there twice");
    }
    return first;
  }

  private static boolean isMerge(YamlNode key) {
    return key instanceof YamlNode.Scalar scalar
        && scalar.text().equals("<<")
        && (scalar.tag().equals("!!merge") || scalar.tag().isEmpty() && scalar.plain());
  }

  private void merge(YamlNode from) {
    if (from instanceof YamlNode.Sequence sequence) {
      sequence.entries().forEach(entry -> mergeMapping(entry));
    } else {
      mergeMapping(from);
    }
  }

  private void mergeMapping(YamlNode from) {
    YamlNode target = from instanceof YamlNode.Alias alias ? alias.target() : from;
    if (!(target instanceof YamlNode.Mapping mapping)) {
      throw new UnreadableException(from.line(), "'<<' takes properties, or a list of such");
    }
    addAll(mapping);
  }
}
