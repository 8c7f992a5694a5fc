package dev.gpumock.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gpumock.topo.catalog.Catalog;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MockTreeIT {
  @TempDir private Path folder;

  static Stream<String> machines() {
    return Catalog.standard().names().stream();
  }

  @ParameterizedTest
  @MethodSource("machines")
  void appliesVerifiesAndCleansEachMachine(String name) throws IOException {
    Map<String, String> before = Snapshot.of(folder);
    TestNode node = TestNode.in(folder, name);
    assertTrue(node.apply());
    assertEquals(List.of(), node.verify());
    assertEquals(List.of(), node.tree().clean());
    assertEquals(before, Snapshot.of(folder));
  }

  @Test
  void secondRunTouchesNothing() throws IOException {
    TestNode node = TestNode.in(folder, "dgxa100");
    node.apply();
    Map<String, String> before = Snapshot.of(folder);
    assertFalse(node.apply());
    assertEquals(before, Snapshot.of(folder));
  }

  @Test
  void whatStaysTheSameStaysTheSameFile() throws IOException {
    TestNode node = TestNode.in(folder, "dgxa100");
    node.apply();
    Map<String, String> before = Snapshot.of(node.root());
    Files.delete(node.root().resolve("dev/nvidia3"));
    assertTrue(node.apply());
    Map<String, String> after = Snapshot.of(node.root());
    assertEquals(List.of(), node.verify());
    before.keySet().removeIf(path -> path.contains("nvidia3") || path.startsWith(".gpu-mock"));
    before.forEach((path, facts) -> assertEquals(facts, after.get(path), path));
  }

  @Test
  void liveStateOfTheLibraryIsKept() throws IOException {
    TestNode node = TestNode.in(folder, "dgxa100");
    node.apply();
    Path library = node.root().resolve("lib64/libnvidia-ml.so.550.54.15");
    try (FileChannel channel = FileChannel.open(library, StandardOpenOption.WRITE)) {
      channel.write(java.nio.ByteBuffer.wrap(new byte[] {42}), 150_000);
    }
    assertFalse(node.apply());
    assertEquals(List.of(), node.verify());
    assertEquals(42, Files.readAllBytes(library)[150_000]);
  }

  @Test
  void anotherMachineReplacesAndRemoves() throws IOException {
    TestNode large = TestNode.in(folder, "dgxa100");
    large.apply();
    TestNode small = large.with("t4");
    assertTrue(small.apply());
    assertEquals(List.of(), small.verify());
    assertFalse(Files.exists(small.root().resolve("dev/nvidia1"), LinkOption.NOFOLLOW_LINKS));
    assertFalse(Files.exists(small.root().resolve("lib64/libnvidia-ml.so.550.54.15")));
    assertFalse(large.verify().isEmpty());
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

  @ParameterizedTest
  @ValueSource(strings = {"dev/nvidia0", "lib64", "proc/driver/nvidia/version", "usr/lib64"})
  void foreignThingInTheWayIsNamedAndStays(String path) throws IOException {
    TestNode node = TestNode.in(folder, "dgxa100");
    Path foreign = node.root().resolve(path);
    Files.createDirectories(foreign.getParent());
    Files.writeString(foreign, "not ours");
    Map<String, String> before = Snapshot.of(folder);
    MockTreeException e = assertThrows(MockTreeException.class, node::apply);
    assertTrue(e.getMessage().startsWith(foreign + ": is not of gpu-mock"), e.getMessage());
    assertEquals(before, Snapshot.of(folder));
  }

  @Test
  void foreignSpecificationIsNotOverwritten() throws IOException {
    TestNode node = TestNode.in(folder, "dgxa100");
    Files.createDirectories(node.outside().getParent());
    Files.writeString(node.outside(), "another writer's");
    Map<String, String> before = Snapshot.of(folder);
    MockTreeException e = assertThrows(MockTreeException.class, node::apply);
    assertTrue(e.getMessage().contains("--force"), e.getMessage());
    assertEquals(before, Snapshot.of(folder));
    assertTrue(node.tree().apply(node.plan(), node.spec(true)));
    assertEquals(List.of(), node.verify());
  }

  @Test
  void cleanLeavesWhatIsNotOurs() throws IOException {
    TestNode node = TestNode.in(folder, "dgxa100");
    node.apply();
    Path note = Files.writeString(node.root().resolve("dev/note"), "not ours");
    Files.writeString(node.outside(), "changed by others");
    List<Path> left = node.tree().clean();
    assertTrue(left.contains(node.outside()), left.toString());
    assertTrue(left.contains(node.root().resolve("dev")), left.toString());
    assertEquals("not ours", Files.readString(note));
    assertEquals("changed by others", Files.readString(node.outside()));
    assertFalse(Files.exists(node.root().resolve("lib64")));
  }

  @Test
  void verifyNamesEachDifference() throws IOException {
    TestNode node = TestNode.in(folder, "dgxa100");
    node.apply();
    Files.delete(node.root().resolve("dev/nvidiactl"));
    Files.writeString(node.root().resolve("proc/driver/nvidia/version"), "other");
    Files.setPosixFilePermissions(
        node.root().resolve("etc"), PosixFilePermissions.fromString("rwx------"));
    assertEquals(
        List.of(
            node.root() + "/dev/nvidiactl is missing",
            node.root() + "/etc has the mode 0700, not 0755",
            node.root() + "/proc/driver/nvidia/version has other content"),
        node.verify());
  }

  @Test
  void twoRunsAtOnceAreRefused() throws IOException {
    TestNode node = TestNode.in(folder, "dgxa100");
    node.apply();
    Map<String, String> before = Snapshot.of(folder);
    try (TreeLock lock = TreeLock.take(node.root(), new Records(node.root()).lock())) {
      MockTreeException e = assertThrows(MockTreeException.class, () -> node.with("t4").apply());
      assertTrue(e.getMessage().contains("another gpu-mockctl is at work"), e.getMessage());
    }
    assertEquals(before, Snapshot.of(folder));
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
