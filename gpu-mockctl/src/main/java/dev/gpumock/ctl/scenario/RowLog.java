package dev.gpumock.ctl.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows as they are found. A run ends once: by itself, or because it is interrupted, and then what
 * another thread finds later is no result any more.
 */
public final class RowLog {
  private final List<Row> rows = new ArrayList<>();
  private boolean ended;

  synchronized void add(Row row) {
    if (!ended) {
      rows.add(row);
    }
  }

  synchronized List<Row> of(Scenario scenario, int round) {
    return rows.stream()
        .filter(row -> row.scenario().equals(scenario.name()) && row.round() == round)
        .toList();
  }

  public synchronized boolean ended() {
    return ended;
  }

  /** All rows, for who ends the run; nothing for who comes later. */
  public synchronized Optional<List<Row>> end() {
    boolean first = !ended;
    ended = true;
    return first ? Optional.of(List.copyOf(rows)) : Optional.empty();
  }
}
