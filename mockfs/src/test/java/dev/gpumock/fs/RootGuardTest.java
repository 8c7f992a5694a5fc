package dev.gpumock.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RootGuardTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "'', empty",
    "run/driver, relative",
    "../driver, relative",
    "/, own root",
    "/tmp/.., own root",
    "//, own root"
  })
  void refusesUnsafeRoots(String root, String reason) {
    assertOneLine(assertThrows(MockTreeException.class, () -> tree(Path.of(root))), reason);
  }

  @Test
  void refusesALinkAndSaysWhereItLeads() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/etc"));
    assertOneLine(assertThrows(MockTreeException.class, () -> tree(link)), "a link to /etc");
    assertOneLine(
        assertThrows(MockTreeException.class, () -> tree(link.resolve("driver"))),
        link + " is a link to /etc");
  }

  @Test
  void refusesAFile() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertOneLine(assertThrows(MockTreeException.class, () -> tree(file)), "not a directory");
    assertOneLine(
        assertThrows(MockTreeException.class, () -> tree(file.resolve("driver"))), "directory");
  }

  @Test
  void refusesAForeignRecordsFolder() throws IOException {
    Files.createFile(folder.resolve(".gpu-mock"));
    assertOneLine(assertThrows(MockTreeException.class, () -> tree(folder)), "in the way");
  }

  @Test
  void refusesAFolderInUseAndLeavesItAsItIs() throws IOException {
    Files.createFile(folder.resolve("passwd"));
    TreeSnapshot before = TreeSnapshot.withInodes(folder);
    MockTree tree = tree(folder);
    MockTreeException e =
        assertThrows(
            MockTreeException.class,
            () -> tree.apply(Samples.plan("t4", true), Samples.NOTHING_OUTSIDE));
    assertOneLine(e, folder.resolve("passwd") + ": is not of gpu-mock");
    assertEquals(before, TreeSnapshot.withInodes(folder));
  }

  @Test
  void takesAnEmptyDisk() throws IOException {
    Files.createDirectory(folder.resolve("lost+found"));
    assertTrue(tree(folder).apply(Samples.plan("t4", true), Samples.NOTHING_OUTSIDE));
  }

  private static MockTree tree(Path root) {
    return new MockTree(root, new PosixNodeMaker());
  }

  static void assertOneLine(Throwable e, String part) {
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
  }
}
