package dev.gpumock.topo.capture;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Properties of a machine file in the making; an empty map is left out. */
final class Properties {
  private final Map<String, Object> values = new LinkedHashMap<>();

  Properties put(String name, Object value) {
    values.put(name, value);
    return this;
  }

  Properties put(String name, Optional<?> value) {
    value.ifPresent(v -> values.put(name, v));
    return this;
  }

  Properties put(String name, Properties below) {
    if (!below.values.isEmpty()) {
      values.put(name, below.values);
    }
    return this;
  }

  /** What the board below may have and this node has not. */
  Properties without(String name) {
    values.put(name, null);
    return this;
  }

  /** The value, or that there is none where the driver said so. */
  Properties known(String name, Optional<?> value, boolean refused) {
    return value.isEmpty() && refused ? without(name) : put(name, value);
  }

  Map<String, Object> toMap() {
    return values;
  }
}
