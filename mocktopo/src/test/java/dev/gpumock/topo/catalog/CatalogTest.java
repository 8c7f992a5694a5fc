package dev.gpumock.topo.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.topo.Bdf;
import dev.gpumock.topo.CpuArchitecture;
import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.Machine;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CatalogTest {
  private final Catalog catalog = Catalog.standard();

  @Test
  void dgxa100KeepsWhatUsersRelyOn() {
    Machine machine = catalog.machine("dgxa100", "node-a");
    assertEquals(8, machine.gpus().size());
    for (Gpu gpu : machine.gpus()) {
      assertEquals(Bdf.parse("0000:0" + gpu.index() + ":00.0"), gpu.bdf());
      assertEquals("NVIDIA A100-SXM4-40GB", gpu.board().product().name());
    }
    assertEquals("550.54.15", machine.driver().version());
    assertEquals("12.4", machine.driver().cudaMajor() + "." + machine.driver().cudaMinor());
  }

  @Test
  void aTrayIsArmAndHasModulesOfTwo() {
    Machine machine = catalog.machine("gb200", "node-a");
    assertEquals(CpuArchitecture.ARM64, machine.host().cpu());
    List<String> serials = machine.gpus().stream().map(gpu -> gpu.serial().orElseThrow()).toList();
    assertEquals(serials.get(0), serials.get(1));
    assertEquals(serials.get(2), serials.get(3));
    assertNotEquals(serials.get(0), serials.get(2));
  }

  @Test
  void theSameNodeIsTheSameMachineAndAnotherIsNot() {
    Machine machine = catalog.machine("h100", "node-a");
    assertEquals(machine, Catalog.standard().machine("h100", "node-a"));
    Set<Object> identities = new HashSet<>();
    for (String node : List.of("node-a", "node-b")) {
      for (Gpu gpu : catalog.machine("h100", node).gpus()) {
        assertTrue(identities.add(gpu.uuid()));
        assertTrue(identities.add(gpu.serial().orElseThrow()));
        assertTrue(identities.add(gpu.pdi()));
      }
    }
  }

  @Test
  void migUuidsDifferByEveryPart() {
    Identity identity = new Identity("h100", "node-a");
    Set<String> uuids = new HashSet<>();
    for (int i = 0; i < 8; i++) {
      uuids.add(identity.mig(i, 0, 0));
      uuids.add(identity.mig(0, i + 1, 0));
      uuids.add(identity.mig(0, 0, i + 1));
    }
    assertEquals(24, uuids.size());
    assertEquals(identity.mig(0, 1, 2), new Identity("h100", "node-a").mig(0, 1, 2));
  }

  @Test
  void anAliasNamesTheMachine() {
    assertEquals(catalog.machine("h100", "n"), catalog.machine("dgxh100", "n"));
  }

  @Test
  void anUnknownMachineNamesTheNearOnes() {
    CatalogException e =
        assertThrows(CatalogException.class, () -> catalog.machine("dgxa10", "node-a"));
    assertTrue(e.getMessage().contains("did you mean dgxa100"), e.getMessage());
  }

  @Test
  void theFallbackStartsAtBus81() {
    Machine machine = catalog.fallback("rumpelstilz", "node-a");
    assertEquals(8, machine.gpus().size());
    assertEquals("0000:81:00.0", machine.gpus().get(0).bdf().toString());
    assertEquals("0000:88:00.0", machine.gpus().get(7).bdf().toString());
    assertEquals("rumpelstilz", machine.name());
  }

  @Test
  void twoSourcesMayNotHaveOneMachine() {
    CatalogSource twin = oneMachine("h100");
    CatalogException e =
        assertThrows(
            CatalogException.class, () -> new Catalog(List.of(new BuiltInCatalog(), twin)));
    assertEquals(
        "both the built-in catalog and a test have a machine 'h100'; rename one", e.getMessage());
  }

  @Test
  void extendsMayNotGoInACircle() {
    Map<String, String> files = Map.of("a", "extends: b\n", "b", "\n\nextends: a\n");
    Catalog circle = new Catalog(List.of(new BuiltInCatalog(), new Files(files)));
    assertEquals(
        "machines/a.yaml:1: extends goes in a circle through 'b'",
        assertThrows(CatalogException.class, () -> circle.machine("a", "n")).getMessage());
    Catalog itself = new Catalog(List.of(new Files(Map.of("a", "extends: a\n"))));
    assertEquals(
        "machines/a.yaml:1: extends goes in a circle through 'a'",
        assertThrows(CatalogException.class, () -> itself.machine("a", "n")).getMessage());
  }

  @Test
  void aSourceMayExtendTheCatalog() {
    Catalog both = new Catalog(List.of(new BuiltInCatalog(), oneMachine("mine")));
    assertEquals(4, both.machine("mine", "node-a").gpus().size());
  }

  private static CatalogSource oneMachine(String name) {
    return new Files(Map.of(name, "extends: gb200\n"));
  }

  /** Machine files by name. */
  private record Files(Map<String, String> texts) implements CatalogSource {
    @Override
    public String name() {
      return "a test";
    }

    @Override
    public Map<String, String> machines() {
      return texts.keySet().stream().collect(Collectors.toMap(name -> name, name -> name));
    }

    @Override
    public Set<String> boards() {
      return Set.of();
    }

    @Override
    public Optional<byte[]> machine(String name) {
      return Optional.of(texts.get(name).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<byte[]> board(String key) {
      return Optional.empty();
    }
  }
}
