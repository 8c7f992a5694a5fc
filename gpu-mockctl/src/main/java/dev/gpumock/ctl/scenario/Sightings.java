package dev.gpumock.ctl.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which GPUs each container has, as one source tells of it. */
record Sightings(Map<String, SortedSet<String>> byContainer) {
  /** {@code GPU-} and the first group of the UUID. */
  private static final int SHORT = 12;

  private static final int MOST_NAMES = 3;

  Sightings {
    byContainer = new LinkedHashMap<>(byContainer);
  }

  int distinct() {
    SortedSet<String> all = new TreeSet<>();
    byContainer.values().forEach(all::addAll);
    return all.size();
  }

  /** Compares this, which is expected, with what another source tells. */
  Finding compare(String check, Sightings other) {
    boolean equal = byContainer.equals(other.byContainer);
    return new Finding(equal, check, text(equal), other.text(equal));
  }

  /** Containers that have the same GPUs stand together. */
  String text(boolean abbreviated) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    byContainer.forEach(
        (container, uuids) ->
            groups
                .computeIfAbsent(gpus(uuids, abbreviated), k -> new ArrayList<>())
                .add(container));
    List<String> texts = new ArrayList<>();
    groups.forEach((uuids, containers) -> texts.add(names(containers) + ": " + uuids));
    return texts.isEmpty() ? "no container" : String.join("; ", texts);
  }

  private static String gpus(SortedSet<String> uuids, boolean abbreviated) {
    return uuids.isEmpty()
        ? "none"
        : String.join(
            " ",
            uuids.stream()
                .map(uuid -> abbreviated && uuid.length() > SHORT ? uuid.substring(0, SHORT) : uuid)
                .toList());
  }

  private static String names(List<String> containers) {
    int more = containers.size() - MOST_NAMES;
    return more <= 0
        ? String.join(", ", containers)
        : String.join(", ", containers.subList(0, MOST_NAMES)) + " and " + more + " more";
  }
}
