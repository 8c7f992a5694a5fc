package dev.gpumock.ctl.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A device that a ResourceClaim's status gives to a container.
 *
 * @param claim the claim's UID
 */
record Allocation(String claim, String pool, String device) {

  /**
   * All that the container gets: by claims that it names, and by those that stand for a resource.
   */
  static List<Allocation> of(Consumer consumer, JsonNode claims) {
    List<Allocation> given = new ArrayList<>();
    JsonNode status = consumer.pod().path("status");
    for (JsonNode wanted : consumer.container().path("resources").path("claims")) {
      claimName(consumer.pod(), wanted.path("name").asText())
          .ifPresent(name -> add(given, claims, name, wanted.path("request").asText()));
    }
    JsonNode extended = status.path("extendedResourceClaimStatus");
    for (JsonNode mapping : extended.path("requestMappings")) {
      if (mapping.path("containerName").asText().equals(consumer.name())) {
        String name = extended.path("resourceClaimName").asText();
        add(given, claims, name, mapping.path("requestName").asText());
      }
    }
    return given;
  }

  /** A pod names the claim itself, or its status names the one that was made from a template. */
  private static Optional<String> claimName(JsonNode pod, String name) {
    for (JsonNode list :
        List.of(
            pod.path("spec").path("resourceClaims"),
            pod.path("status").path("resourceClaimStatuses"))) {
      for (JsonNode claim : list) {
        if (claim.path("name").asText().equals(name) && claim.has("resourceClaimName")) {
          return Optional.of(claim.path("resourceClaimName").asText());
        }
      }
    }
    return Optional.empty();
  }

  /** A request with alternatives is {@code request/alternative} in the results. */
  private static void add(List<Allocation> given, JsonNode claims, String name, String request) {
    for (JsonNode claim : claims.path("items")) {
      if (!claim.path("metadata").path("name").asText().equals(name)) {
        continue;
      }
      for (JsonNode result :
          claim.path("status").path("allocation").path("devices").path("results")) {
        String of = result.path("request").asText();
        boolean wanted = request.isEmpty() || of.equals(request) || of.startsWith(request + "/");
        if (wanted && result.path("driver").asText().equals(Gpu.DRIVER)) {
          given.add(
              new Allocation(
                  claim.path("metadata").path("uid").asText(),
                  result.path("pool").asText(),
                  result.path("device").asText()));
        }
      }
    }
  }
}
