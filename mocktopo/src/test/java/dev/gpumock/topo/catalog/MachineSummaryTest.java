package dev.gpumock.topo.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineSummaryTest {
  @Test
  void tableTellsWhatTheMachinesAre() {
    Catalog catalog = Catalog.standard();
    List<MachineSummary> read =
        catalog.names().stream()
            .map(name -> MachineSummary.of(catalog.machine(name, "node-a")))
            .toList();
    assertEquals(read, catalog.summaries());
  }
}
