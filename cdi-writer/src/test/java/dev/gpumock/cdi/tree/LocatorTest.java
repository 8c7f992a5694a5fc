package dev.gpumock.cdi.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocatorTest {
  @TempDir Path host;

  private HostFiles files;

  @BeforeEach
  void tree() throws IOException {
    for (String file : List.of("r/a/x.1", "r/a/x.2", "r/b/x.1", "r/a/run")) {
      Files.createDirectories(host.resolve(file).getParent());
      Files.createFile(host.resolve(file));
    }
    Files.createSymbolicLink(host.resolve("r/b/x.9"), Path.of("../a/x.1"));
    Files.createDirectory(host.resolve("r/b/x.dir"));
    host.resolve("r/a/run").toFile().setExecutable(true);
    files = HostFiles.seenAt(host);
  }

  private List<String> directories() {
    return Locator.below("/r", List.of("/a", "/b"));
  }

  @Test
  void searchesAllDirectoriesInOrder() {
    Locator locator = Locator.ofFiles(files, directories(), Locator.ALL);
    assertEquals(List.of("/r/a/x.1", "/r/a/x.2", "/r/b/x.1", "/r/b/x.9"), locator.locate("x.*"));
    assertEquals(List.of("/r/a/x.1", "/r/a/x.2", "/r/b/x.1"), locator.locateReal("x.*"));
    assertEquals(List.of(), locator.locate("y"));
  }

  @Test
  void theNameOfADirectoryIsAPatternToo() throws IOException {
    Files.createDirectories(host.resolve("r[a]"));
    Files.createFile(host.resolve("r[a]/x.1"));
    assertEquals(List.of("/r/a/x.1", "/r/b/x.1"), located("/r/?", "x.1"));
    assertEquals(List.of("/r/a/x.1", "/r/a/x.2"), located("/[q-s]/[^b]", "x.*"));
    assertEquals(List.of(), located("/r[a]", "x.1"));
    assertEquals(List.of("/r[a]/x.1"), located("/r\\[a]", "x.1"));
    assertEquals(List.of(), located("/r[a", "x.1"));
  }

  private List<String> located(String directory, String name) {
    return Locator.ofFiles(files, List.of(directory), Locator.ALL).locate(name);
  }

  @Test
  void stopsAtTheLimit() {
    assertEquals(List.of("/r/a/x.1"), Locator.ofFiles(files, directories(), 1).locate("x.1"));
  }

  @Test
  void tellsProgramsDirectoriesAndDevicesApart() {
    assertEquals(List.of("/r/a/run"), Locator.ofExecutables(files, directories()).locate("run"));
    assertEquals(List.of(), Locator.ofExecutables(files, directories()).locate("x.1"));
    assertEquals(List.of("/r/b/x.dir"), Locator.ofDirectories(files, directories()).locate("x.*"));
    assertEquals(List.of(), Locator.ofCharacterDevices(files, "/r").locate("/a/x.1"));
    assertEquals(
        List.of("/dev/null"),
        Locator.ofCharacterDevices(HostFiles.ofThisSystem(), "/").locate("/dev/null"));
  }

  @Test
  void putsTheRootBeforeEachPath() {
    assertEquals(List.of("/r/a", "/r/b"), Locator.below("/r", List.of("/a:/b", "/a", "")));
    assertEquals(List.of("/r"), Locator.below("/r", List.of()));
  }
}
