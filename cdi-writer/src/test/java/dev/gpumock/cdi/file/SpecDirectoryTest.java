package dev.gpumock.cdi.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.spec.CdiSpec;
import dev.gpumock.cdi.spec.ContainerEdits;
import dev.gpumock.cdi.spec.Device;
import dev.gpumock.cdi.spec.Specs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SpecDirectoryTest {
  @TempDir Path dir;

  private static CdiSpec spec(String... names) {
    return Specs.of(
        ContainerEdits.EMPTY,
        List.of(names).stream()
            .map(name -> Specs.device(name, Specs.nodes("/dev/" + name)))
            .toArray(Device[]::new));
  }

  @BeforeEach
  void files() throws Exception {
    SpecFile.write(dir.resolve("a.yaml"), spec("0", "1"));
    SpecFile.write(dir.resolve("b.json"), spec("1", "2"));
    Files.writeString(dir.resolve("broken.yaml"), "kind: x");
    Files.writeString(dir.resolve("other.yml"), "kind: x");
    SpecFile.write(dir.resolve("deeper/c.yaml"), spec("0"));
  }

  @Test
  void seesWhatARuntimeSees() throws Exception {
    SpecDirectory directory = SpecDirectory.read(dir);
    assertEquals(
        Set.of(dir.resolve("a.yaml"), dir.resolve("b.json"), dir.resolve("broken.yaml")),
        directory.documents().keySet());
    assertEquals(
        Set.of("nvidia.com/gpu=0", "nvidia.com/gpu=1", "nvidia.com/gpu=2"),
        directory.devices().keySet());
  }

  @Test
  void findsDevicesThatTwoFilesDefine() throws Exception {
    assertEquals(
        Map.of("nvidia.com/gpu=1", List.of(dir.resolve("a.yaml"), dir.resolve("b.json"))),
        SpecDirectory.read(dir).conflicts());
  }

  @Test
  void refusesAConflictButNotAReplacement() throws Exception {
    SpecDirectory directory = SpecDirectory.read(dir);
    directory.requireNoConflict(dir.resolve("a.yaml"), spec("0"));
    CdiException e =
        assertThrows(
            CdiException.class,
            () -> directory.requireNoConflict(dir.resolve("new.yaml"), spec("0")));
    assertTrue(e.getMessage().contains("nvidia.com/gpu=0 is defined by " + dir.resolve("a.yaml")));
  }

  @Test
  void scansADirectoryOrAFileButNoLinkToADirectory() throws Exception {
    Path file = dir.resolve("a.yaml");
    Path link = Files.createSymbolicLink(dir.resolve("link.json"), file);
    assertEquals(SpecDirectory.read(dir), SpecDirectory.scanned(dir));
    assertEquals(Set.of(file), SpecDirectory.scanned(file).documents().keySet());
    assertEquals(Set.of("nvidia.com/gpu=0", "nvidia.com/gpu=1"), devices(link));
    assertEquals(Set.of(), devices(dir.resolve("other.yml")));
    assertEquals(Set.of(), devices(dir.resolve("missing.yaml")));
    Path directory = Files.createSymbolicLink(dir.resolve("toDirectory"), dir);
    assertEquals(Map.of(), SpecDirectory.scanned(directory).documents());
    Path named = Files.createSymbolicLink(dir.resolve("toDirectory.yaml"), dir);
    assertEquals(1, SpecDirectory.scanned(named).documents().get(named).problems().size());
  }

  private static Set<String> devices(Path place) throws Exception {
    return SpecDirectory.scanned(place).devices().keySet();
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void passesOverAPipe() throws Exception {
    Path pipe = dir.resolve("pipe.yaml");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe + "").start().onExit().join().exitValue());
    assertEquals(3, SpecDirectory.read(dir).documents().size());
    assertEquals(2, SpecDirectory.beside(dir.resolve("a.yaml")).documents().size());
    assertEquals(Set.of(), devices(pipe));
  }

  @Test
  void aMissingDirectoryIsEmpty() throws Exception {
    assertEquals(Map.of(), SpecDirectory.read(dir.resolve("missing")).documents());
  }
}
