package dev.gpumock.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gpumock.topo.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a {@link MockTree} is on real disks, with device nodes where this process may make them. */
class MockTreeIT {
  @TempDir private Path folder;

  static Stream<String> machines() {
    return Catalog.standard().names().stream();
  }

  @ParameterizedTest
  @MethodSource("machines")
  void appliesVerifiesAndCleansEachMachine(String name) throws IOException {
    TreeSnapshot before = TreeSnapshot.of(folder);
    TestNode node = TestNode.in(folder, name);
    assertTrue(node.apply());
    assertEquals(List.of(), node.verify());
    TreeSnapshot first = TreeSnapshot.withInodes(folder);
    assertFalse(node.apply());
    assertEquals(first, TreeSnapshot.withInodes(folder));
    assertEquals(List.of(), node.tree().clean());
    assertEquals(before, TreeSnapshot.of(folder));
  }

  @Test
  void modesAreWhatWasAskedWhateverTheUmask() throws Exception {
    Process run =
        new ProcessBuilder(
                "sh",
                "-c",
                "umask 077; exec \"$@\"",
                "sh",
                KilledRun.java(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledRun.class.getName(),
                folder.toString(),
                "dgxa100")
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .start();
    run.getOutputStream().write('\n');
    run.getOutputStream().flush();
    assertEquals(0, run.waitFor());
    assertEquals(List.of(), TestNode.in(folder, "dgxa100").verify());
  }

  @Test
  void nodesHaveTheirNumbers() throws IOException {
    assumeTrue(TestNode.ROOT, "needs root: only root may make device nodes");
    TestNode node = TestNode.in(folder, "dgxa100");
    node.apply();
    assertEquals("crw-rw-rw- 195:7", node("dev/nvidia7", node));
    assertEquals("crw-rw-rw- 195:255", node("dev/nvidiactl", node));
    assertEquals("crw-rw-rw- 195:254", node("dev/nvidia-modeset", node));
    assertEquals("crw-rw-rw- 235:0", node("dev/nvidia-uvm", node));
    assertEquals("crw-rw-rw- 235:1", node("dev/nvidia-uvm-tools", node));
    assertEquals("crw-rw---- 226:128", node("dev/dri/renderD128", node));
  }

  private static String node(String path, TestNode node) throws IOException {
    Path file = node.root().resolve(path);
    long device = (Long) Files.getAttribute(file, "unix:rdev", LinkOption.NOFOLLOW_LINKS);
    int mode = (Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    String type = (mode & 0170000) == 0020000 ? "c" : "?";
    return type
        + PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
        + " "
        + (device >> 8 & 0xfff)
        + ":"
        + (device & 0xff);
  }

  @Test
  void fullDiskLeavesTheOldNode() throws Exception {
    assumeTrue(TestNode.ROOT, "needs root: mounts a small file system");
    Path disk = Files.createDirectory(folder.resolve("disk"));
    shell("mount -t tmpfs -o size=700k,mode=755 tmpfs " + disk);
    try {
      TestNode node = new TestNode(disk.resolve("driver"), disk.resolve("spec.yaml"), "t4");
      node.apply();
      shell("dd if=/dev/zero of=" + disk + "/filler bs=1k count=250 2>&1");
      MockTreeException e =
          assertThrows(MockTreeException.class, () -> node.with("dgxa100").apply());
      assertTrue(e.getMessage().contains("No space left on device"), e.getMessage());
      assertEquals(List.of(), node.verify());
    } finally {
      shell("umount " + disk);
    }
  }

  @Test
  void readOnlyDiskIsOneLine() throws Exception {
    assumeTrue(TestNode.ROOT, "needs root: mounts a small file system");
    Path disk = Files.createDirectory(folder.resolve("disk"));
    shell("mount -t tmpfs -o ro tmpfs " + disk);
    try {
      TestNode node = new TestNode(disk.resolve("driver"), disk.resolve("spec.yaml"), "t4");
      MockTreeException e = assertThrows(MockTreeException.class, node::apply);
      assertTrue(e.getMessage().contains("Read-only file system"), e.getMessage());
      assertEquals(1, e.getMessage().lines().count());
    } finally {
      shell("umount " + disk);
    }
  }

  private static void shell(String command) throws Exception {
    Process process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), command + ": " + out);
  }
}
