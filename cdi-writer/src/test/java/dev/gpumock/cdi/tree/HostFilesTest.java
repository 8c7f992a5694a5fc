package dev.gpumock.cdi.tree;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostFilesTest {
  @TempDir Path host;

  private HostFiles files;

  @BeforeEach
  void tree() throws IOException {
    Files.createDirectories(host.resolve("usr/lib64"));
    Files.writeString(host.resolve("usr/lib64/libx.so.1.2"), "x");
    Files.createSymbolicLink(host.resolve("usr/lib64/libx.so.1"), Path.of("libx.so.1.2"));
    Files.createSymbolicLink(host.resolve("lib64"), Path.of("usr/lib64"));
    Files.createSymbolicLink(host.resolve("absolute"), Path.of("/usr/lib64/libx.so.1"));
    Files.createSymbolicLink(host.resolve("broken"), Path.of("/nowhere"));
    Files.createSymbolicLink(host.resolve("loop"), Path.of("loop"));
    files = HostFiles.seenAt(host);
  }

  @Test
  void linksLeadWhereTheyLeadOnTheNode() {
    assertEquals(Optional.of("/usr/lib64/libx.so.1.2"), files.realPath("/absolute"));
    assertEquals(Optional.of("/usr/lib64/libx.so.1.2"), files.realPath("/lib64/libx.so.1"));
    assertEquals(Optional.of("/"), files.realPath("/"));
  }

  @Test
  void brokenAndEndlessLinksAreThereButLeadNowhere() {
    for (String link : List.of("/broken", "/loop")) {
      assertEquals(Optional.of(FileType.LINK), files.lstat(link).map(FileFacts::type));
      assertEquals(Optional.empty(), files.stat(link));
    }
    assertEquals(Optional.empty(), files.lstat("/missing/file"));
  }

  @Test
  void aRelativePathBeginsWhereTheProcessIs() {
    HostFiles system = HostFiles.ofThisSystem();
    String here = Path.of("").toAbsolutePath().toString();
    assertEquals(system.realPath(here + "/pom.xml"), system.realPath("pom.xml"));
    assertTrue(system.realPath("pom.xml").isPresent());
    assertEquals(system.realPath(here), system.realPath(""));
    assertEquals(system.list(here), system.list("."));
    assertEquals(Optional.empty(), system.realPath("no/such"));
    assertEquals(
        List.of("pom.xml"), Locator.ofFiles(system, List.of("src/.."), 1).locate("pom.xml"));
    assertEquals(List.of("src/main"), Locator.ofDirectories(system, List.of("src")).locate("m*n"));
    assertEquals(Optional.of("/usr/lib64/libx.so.1.2"), files.realPath("lib64/libx.so.1"));
  }

  @Test
  void listsNamesInByteOrderThroughLinks() {
    assertEquals(List.of("libx.so.1", "libx.so.1.2"), files.list("/lib64"));
    assertEquals(List.of(), files.list("/usr/lib64/libx.so.1.2"));
    assertEquals(List.of(), files.list("/missing"));
  }

  @Test
  void readsFilesAndLinks() {
    assertArrayEquals(new byte[] {'x'}, files.read("/absolute").orElseThrow());
    assertEquals(Optional.of("libx.so.1.2"), files.readLink("/lib64/libx.so.1"));
    assertTrue(files.readLink("/usr").isEmpty());
    assertTrue(files.read("/usr").isEmpty());
  }

  @Test
  void readsDeviceNumbersAsTheKernelPacksThem() {
    FileFacts nvidia = new FileFacts(FileType.CHARACTER_DEVICE, 0666, 0, 195 << 8 | 255, host);
    assertEquals(195, nvidia.major());
    assertEquals(255, nvidia.minor());
    FileFacts big =
        new FileFacts(FileType.CHARACTER_DEVICE, 0666, 0, 510L << 8 | 0x12 | 0x345L << 20, host);
    assertEquals(510, big.major());
    assertEquals(0x34512, big.minor());
  }

  @Test
  void readsTheNumbersOfARealDevice() {
    assertEquals(
        Optional.of(new NodeFacts(1, 3, 0666, 0)),
        NodeFacts.read(HostFiles.ofThisSystem(), "/dev/null"));
  }
}
