package dev.gpumock.cdi.spec;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a container asks for by {@code vendor/class=name}.
 *
 * @param annotations written in the order of their keys
 */
public record Device(String name, Map<String, String> annotations, ContainerEdits edits) {
  public Device {
    annotations = Map.copyOf(annotations);
  }

  public static Device of(String name, ContainerEdits edits) {
    return new Device(name, Map.of(), edits);
  }

  /** What a runtime may pass on to others; it changes no container. */
  public Device withAnnotations(Map<String, String> other) {
    return new Device(name, other, edits);
  }

  public Device withEdits(ContainerEdits other) {
    return new Device(name, annotations, other);
  }

  public Device withoutAnnotation(String key) {
    Map<String, String> others = new TreeMap<>(annotations);
    others.remove(key);
    return new Device(name, others, edits);
  }
}
