package dev.gpumock.topo.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** JSON is YAML, so the schema is read with the reader at hand and held against every file. */
class MachineSchemaTest {
  private static final BuiltInCatalog CATALOG = new BuiltInCatalog();

  static List<String> machines() {
    return CATALOG.machines().values().stream().distinct().toList();
  }

  @ParameterizedTest
  @MethodSource("machines")
  void everyMachineFileFits(String name) {
    String text =
        new String(CATALOG.machine(name).orElseThrow(), java.nio.charset.StandardCharsets.UTF_8);
    fits(new Yaml().load(text), new Yaml().load(MachineSchema.json()), name);
  }

  static List<String> names() {
    return Catalog.standard().names();
  }

  /** What is shown names no type: a version or a serial number reads as a number. */
  @ParameterizedTest
  @MethodSource("names")
  void everyShownMachineFits(String name) {
    String text = Catalog.standard().resolved(name, "node-a").yaml(false);
    fits(new Yaml().load(text), new Yaml().load(MachineSchema.json()), name);
  }

  @Test
  void profilesFitByNameAndById() {
    String text =
        "gpuInstances: [{profile: 14, computeInstances: []}]\ngpus: [{gpuInstances: ["
            + "{profile: 3g.40gb, id: 2, computeInstances: [{profile: 0, start: 1}]}]}]\n";
    fits(new Yaml().load(text), new Yaml().load(MachineSchema.json()), "mine");
  }

  @Test
  void textThatIsNoNumberDoesNotFitAWholeNumber() {
    Map<String, ?> schema = new Yaml().load(MachineSchema.json());
    String pattern =
        asMap(asMap(schema.get("properties")).get("gpuCount")).get("pattern").toString();
    assertTrue("500_000".matches(pattern) && "0x1af1".matches(pattern) && "-5".matches(pattern));
    assertFalse("many".matches(pattern) || "1.5".matches(pattern) || "0x".matches(pattern));
  }

  private static void fits(Object value, Map<String, ?> schema, String path) {
    if (schema.get("anyOf") instanceof List<?> choices) {
      fits(value, choice(choices, value instanceof Map ? 1 : 0), path);
    } else if (value instanceof Map<?, ?> map) {
      Map<?, ?> known = assertInstanceOf(Map.class, schema.get("properties"), path);
      map.forEach(
          (name, below) -> {
            assertTrue(known.containsKey(name), path + "." + name);
            fits(below, asMap(known.get(name)), path + "." + name);
          });
    } else if (value instanceof List<?> list) {
      list.forEach(member -> fits(member, asMap(schema.get("items")), path + "[]"));
    } else if (value instanceof Boolean && schema.containsKey("type")) {
      assertTrue(schema.get("type").toString().contains("boolean"), path);
    } else if (value instanceof Integer || value instanceof Long) {
      assertTrue(schema.get("type").toString().matches(".*(integer|number).*"), path);
    } else if (value instanceof Double) {
      assertTrue(schema.get("type").toString().contains("number"), path);
    } else if (value instanceof String && schema.containsKey("type")) {
      assertTrue(schema.get("type").toString().contains("string"), path);
    } else if (value instanceof String) {
      assertTrue(((List<?>) schema.get("enum")).contains(value), path + ": " + value);
    }
  }

  private static Map<String, ?> choice(List<?> choices, int index) {
    assertEquals(2, choices.size());
    return asMap(choices.get(index));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, ?> asMap(Object value) {
    return (Map<String, ?>) value;
  }
}
