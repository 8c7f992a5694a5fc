package dev.gpumock.topo.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A place that machine and board files are found in; further ones are found by {@link
 * java.util.ServiceLoader}.
 */
public interface CatalogSource {
  /** What messages call it. */
  String name();

  /** Names and aliases of its machines, each with the name of the file that it stands for. */
  Map<String, String> machines();

  /** The keys of its boards. */
  Set<String> boards();

  /** The text of {@code machines/NAME.yaml} in UTF-8. */
  Optional<byte[]> machine(String name);

  /** The text of {@code boards/KEY.yaml} in UTF-8. */
  Optional<byte[]> board(String key);

  /** A list of its machines that was made before; empty where there is none. */
  default List<MachineSummary> summaries() {
    return List.of();
  }

  /** A machine's file as the build has read it already, where there is one. */
  default Optional<String> compiledMachine(String name) {
    return Optional.empty();
  }

  /** Likewise of a board. */
  default Optional<String> compiledBoard(String key) {
    return Optional.empty();
  }
}
