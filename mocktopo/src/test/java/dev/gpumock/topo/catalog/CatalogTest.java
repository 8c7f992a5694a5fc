package dev.gpumock.topo.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.topo.Bdf;
import dev.gpumock.topo.CpuArchitecture;
import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.Machine;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void twoGraceHopperOnOneBoardAreTwoModules() {
    List<Gpu> gpus = catalog.machine("gh200-nvl2", "node-a").gpus();
    assertNotEquals(gpus.get(0).serial(), gpus.get(1).serial());
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
        "machines/h100.yaml: both the built-in catalog and a test have a machine 'h100'; rename one",
        e.getMessage());
  }

  /** As the class path offers them: a folder of its own for each case. */
  @Test
  void whatTheClassPathOffersIsRefusedInOneLineToo(@TempDir Path folder) throws IOException {
    assertEquals(
        "machines/h100.yaml: both the built-in catalog and a second one have a machine 'h100';"
            + " rename one",
        offered(folder.resolve("twice"), SecondH100.class.getName()));
    assertEquals(
        "a catalog on the class path cannot be had: "
            + CatalogSource.class.getName()
            + ": Provider no.such.Source not found",
        offered(folder.resolve("none"), "no.such.Source"));
  }

  private static String offered(Path classPath, String provider) throws IOException {
    Path services = Files.createDirectories(classPath.resolve("META-INF/services"));
    Files.writeString(services.resolve(CatalogSource.class.getName()), provider);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader more =
        new URLClassLoader(
            new URL[] {classPath.toUri().toURL()}, CatalogTest.class.getClassLoader())) {
      thread.setContextClassLoader(more);
      return assertThrows(CatalogException.class, Catalog::standard).getMessage();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Found by its name in a file of the class path. */
  public static final class SecondH100 implements CatalogSource {
    private final CatalogSource files = oneMachine("h100");

    @Override
    public String name() {
      return "a second one";
    }

    @Override
    public Map<String, String> machines() {
      return files.machines();
    }

    @Override
    public Set<String> boards() {
      return files.boards();
    }

    @Override
    public Optional<byte[]> machine(String name) {
      return files.machine(name);
    }

    @Override
    public Optional<byte[]> board(String key) {
      return files.board(key);
    }
  }

  @Test
  void extendsMayNotGoInACircle() {
    Map<String, String> files = Map.of("a", "extends: b\n", "b", "\n\nextends: a\n");
    Catalog circle = new Catalog(List.of(new BuiltInCatalog(), new Texts(files)));
    assertEquals(
        "machines/b.yaml:3: extends goes in a circle: a extends b extends a",
        assertThrows(CatalogException.class, () -> circle.machine("a", "n")).getMessage());
    Catalog itself = new Catalog(List.of(new Texts(Map.of("a", "extends: a\n"))));
    assertEquals(
        "machines/a.yaml:1: extends goes in a circle: a extends a",
        assertThrows(CatalogException.class, () -> itself.machine("a", "n")).getMessage());
  }

  @Test
  void aCountLeavesTheBusesOfOtherDevicesOut(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("m.yaml");
    Files.writeString(file, "extends: dgxa100\ngpuCount: 64\n");
    Machine machine = catalog.machine(file, "node-a");
    assertEquals(64, machine.gpus().size());
    // 0000:0c:00.0 and 0000:12:00.0 are adapters of the network.
    assertEquals("0000:0d:00.0", machine.gpus().get(12).bdf().toString());
    assertEquals("0000:13:00.0", machine.gpus().get(17).bdf().toString());
  }

  @Test
  void aFileMayExtendAFileBesideIt(@TempDir Path folder) throws IOException {
    Path below = folder.resolve("below.yaml");
    Path above = Files.createDirectory(folder.resolve("d")).resolve("above.yaml");
    Files.writeString(below, "extends: gb200\ngpuCount: 2\n");
    Files.writeString(above, "extends: ../below.yaml\ndriver: {version: 580.82.07}\n");
    Machine machine = catalog.machine(above, "node-a");
    assertEquals(2, machine.gpus().size());
    assertEquals("580.82.07", machine.driver().version());
    Files.writeString(below, "description: x\nextends: d/above.yaml\n");
    assertEquals(
        "%s:2: extends goes in a circle: %s extends %s extends %s"
            .formatted(below, above, below, above),
        assertThrows(CatalogException.class, () -> catalog.machine(above, "n")).getMessage());
    Files.delete(below);
    assertEquals(
        "%s:1: extends %s: cannot be read: there is no such file".formatted(above, below),
        assertThrows(CatalogException.class, () -> catalog.machine(above, "n")).getMessage());
  }

  @Test
  void onlyAFileExtendsAFile() {
    Catalog far = new Catalog(List.of(new Texts(Map.of("a", "extends: ./b.yaml\n"))));
    assertEquals(
        "machines/a.yaml:1: extends the unknown machine './b.yaml'",
        assertThrows(CatalogException.class, () -> far.machine("a", "n")).getMessage());
  }

  @Test
  void anAliasStandsForItsValueAgain(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("mine.yaml"),
            "extends: h100\ngpus:\n  - {index: 0, readings: &hot {gpuCelsius: 88}}\n"
                + "  - {index: 1, readings: *hot}\n");
    assertEquals(88, catalog.machine(file, "n").gpus().get(1).readings().gpuCelsius());
  }

  @Test
  void aSourceMayExtendTheCatalog() {
    Catalog both = new Catalog(List.of(new BuiltInCatalog(), oneMachine("mine")));
    assertEquals(4, both.machine("mine", "node-a").gpus().size());
  }

  private static CatalogSource oneMachine(String name) {
    return new Texts(Map.of(name, "extends: gb200\n"));
  }

  /** Machine files by name. */
  private record Texts(Map<String, String> texts) implements CatalogSource {
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
