package dev.gpumock.ctl.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gpumock.topo.catalog.NearName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A map of a scenario's file. Every mistake is told with the place where it stands. */
final class Fields {
  private final String place;
  private final JsonNode map;

  Fields(String place, JsonNode map, Collection<String> known) {
    if (!map.isObject()) {
      throw new ScenarioException(place + ": must be a map of " + String.join(", ", known));
    }
    for (Iterator<String> names = map.fieldNames(); names.hasNext(); ) {
      refuseUnknown(place, names.next(), known);
    }
    this.place = place;
    this.map = map;
  }

  static void refuseUnknown(String place, String name, Collection<String> known) {
    if (!known.contains(name)) {
      List<String> near = NearName.of(name, known);
      String hint =
          near.isEmpty()
              ? "; known are " + String.join(", ", known)
              : ", did you mean " + near.get(0) + "?";
      throw new ScenarioException(place + ": unknown '" + name + "'" + hint);
    }
  }

  private ScenarioException wrong(String name, String wanted) {
    String found = map.has(name) ? "is " + map.get(name) : "is missing";
    return new ScenarioException(place + "." + name + ": " + found + "; it must be " + wanted);
  }

  private <T> Optional<T> optional(String name, Function<JsonNode, T> value) {
    return map.has(name) ? Optional.of(value.apply(map.get(name))) : Optional.empty();
  }

  Optional<String> optionalText(String name) {
    return optional(name, node -> text(name));
  }

  String text(String name) {
    if (!map.path(name).isTextual() || map.get(name).asText().isBlank()) {
      throw wrong(name, "a text");
    }
    return map.get(name).asText();
  }

  List<String> texts(String name) {
    JsonNode list = map.path(name);
    List<String> texts = new ArrayList<>();
    list.forEach(node -> texts.add(node.asText()));
    if (!list.isArray() || texts.isEmpty() || texts.contains("")) {
      throw wrong(name, "a list of texts");
    }
    return texts;
  }

  List<String> optionalTexts(String name) {
    return optional(name, node -> texts(name)).orElse(List.of());
  }

  int number(String name, int otherwise) {
    return optional(name, node -> positive(name)).orElse(otherwise);
  }

  private int positive(String name) {
    if (!map.get(name).isInt() || map.get(name).asInt() < 1) {
      throw wrong(name, "a number from 1 on");
    }
    return map.get(name).asInt();
  }

  Optional<Count> count(String name) {
    return optional(
        name, node -> node.asText().equals(Count.ALL) ? new Count(0) : new Count(positive(name)));
  }

  boolean flag(String name, boolean otherwise) {
    if (map.has(name) && !map.get(name).isBoolean()) {
      throw wrong(name, "true or false");
    }
    return map.path(name).asBoolean(otherwise);
  }

  /** The element of {@code values} at the place of the field's text in {@code names}. */
  <T> T choice(String name, List<String> names, T[] values) {
    int index = names.indexOf(map.path(name).asText());
    if (index < 0) {
      throw wrong(name, String.join(" or ", names));
    }
    return values[index];
  }

  Map<String, String> textMap(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    map.path(name).properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
    return texts;
  }

  Set<Map.Entry<String, JsonNode>> entries() {
    return map.properties();
  }

  JsonNode map(String name) {
    if (!map.path(name).isObject()) {
      throw wrong(name, "a map");
    }
    return map.get(name);
  }

  JsonNode list(String name) {
    if (!map.path(name).isArray() || map.get(name).isEmpty()) {
      throw wrong(name, "a list");
    }
    return map.get(name);
  }
}
