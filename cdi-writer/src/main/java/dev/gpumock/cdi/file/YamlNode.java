package dev.gpumock.cdi.file;

import java.util.List;

/** A node of a YAML document as it is written: tags are not resolved, aliases not followed. */
sealed interface YamlNode {
  /** Where it begins, from 1. */
  int line();

  /**
   * @param tag in short form such as {@code !!int}; empty when none is written
   * @param plain whether it is without quotes, and no block
   */
  record Scalar(int line, String tag, String text, boolean plain) implements YamlNode {}

  record Sequence(int line, List<YamlNode> entries) implements YamlNode {}

  record Mapping(int line, List<Entry> entries) implements YamlNode {}

  record Alias(int line, String anchor, YamlNode target) implements YamlNode {}

  record Entry(YamlNode key, YamlNode value) {}
}
