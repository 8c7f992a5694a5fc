package dev.gpumock.ctl.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A GPU as the DRA driver publishes it in a ResourceSlice.
 *
 * @param attributes by name without the driver's domain; {@code pciBusID} and {@code pcieRoot},
 *     which Kubernetes defines, too; and the capacities
 */
record Gpu(String node, String pool, String device, Map<String, String> attributes) {
  static final String DRIVER = "gpu.nvidia.com";

  Gpu {
    attributes = Map.copyOf(attributes);
  }

  /** An attribute is a map of its one type to its value, a capacity has a value. */
  static Gpu of(String node, String pool, JsonNode device) {
    Map<String, String> attributes = new LinkedHashMap<>();
    device
        .path("attributes")
        .properties()
        .forEach(
            e ->
                e.getValue()
                    .elements()
                    .forEachRemaining(v -> attributes.put(shortName(e.getKey()), v.asText())));
    device
        .path("capacity")
        .properties()
        .forEach(e -> attributes.put(shortName(e.getKey()), e.getValue().path("value").asText()));
    return new Gpu(node, pool, device.path("name").asText(), attributes);
  }

  private static String shortName(String name) {
    return name.substring(name.indexOf('/') + 1);
  }

  String uuid() {
    return attributes.getOrDefault("uuid", "no UUID");
  }

  String pciBusId() {
    return attributes.getOrDefault("pciBusID", "no PCI address");
  }

  boolean whole() {
    return "gpu".equals(attributes.get("type"));
  }
}
