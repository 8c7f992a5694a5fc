package dev.gpumock.topo.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.gpumock.topo.Fabric;
import dev.gpumock.topo.Machine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RacksTest {
  private static Machine machine(String name, String node) {
    return Catalog.standard().machine(name, node);
  }

  private static Fabric fabric(Machine machine) {
    return machine.fabric().orElseThrow();
  }

  @Test
  void nodesOfARackAreOneDomainAndThoseOfTwoRacksAreTwo() {
    Fabric first = fabric(Racks.put(machine("gb200", "a"), "left"));
    Fabric second = fabric(Racks.put(machine("gb200", "b"), "left"));
    Fabric other = fabric(Racks.put(machine("gb200", "c"), "right"));
    assertEquals(first, second);
    assertNotEquals(first.clusterUuid(), other.clusterUuid());
    assertEquals(fabric(machine("gb200", "a")).cliqueId(), first.cliqueId());
  }

  @Test
  void theGpusAreThoseOfTheNode() {
    Machine machine = machine("gb200", "a");
    assertEquals(machine.gpus(), Racks.put(machine, "left").gpus());
  }

  /** Without a fabric, and with one that does not leave the baseboard. */
  @ParameterizedTest
  @ValueSource(strings = {"dgxa100", "h100"})
  void aMachineThatHasNoDomainOutsideIsAsBefore(String name) {
    Machine machine = machine(name, "a");
    assertEquals(machine, Racks.put(machine, "left"));
  }
}
