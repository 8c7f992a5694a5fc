package dev.gpumock.fs;

import static dev.gpumock.fs.RootGuardTest.assertOneLine;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain files stand for device nodes here, so that any user can run it. */
class MockTreeTest {
  private static final NodePlan EIGHT = Samples.plan("dgxa100", true);
  private static final NodePlan FOUR = Samples.plan("gb200", true);

  @TempDir Path folder;
  private Path root;
  private Path specification;
  private MockTree tree;

  @BeforeEach
  void place() {
    root = folder.resolve("var/lib/driver");
    specification = folder.resolve("etc/cdi/nvidia.yaml");
    tree = new MockTree(root, new PosixNodeMaker());
  }

  private boolean apply(NodePlan plan, String content) {
    return tree.apply(plan, Samples.specification(specification, content));
  }

  private List<String> verify(NodePlan plan, String content) {
    return tree.verify(plan, Samples.specification(specification, content));
  }

  @Test
  void whatWasAppliedVerifies() {
    assertTrue(apply(EIGHT, "eight"));
    assertEquals(List.of(), verify(EIGHT, "eight"));
    assertFalse(verify(FOUR, "four").isEmpty());
  }

  @Test
  void aSecondRunWritesNothing() throws IOException {
    apply(EIGHT, "eight");
    TreeSnapshot first = TreeSnapshot.withInodes(folder);
    assertFalse(apply(EIGHT, "eight"));
    assertEquals(first, TreeSnapshot.withInodes(folder));
  }

  @Test
  void repairKeepsAllOtherFiles() throws IOException {
    apply(EIGHT, "eight");
    TreeSnapshot first = TreeSnapshot.withInodes(root);
    Path params = root.resolve("proc/driver/nvidia/params");
    Files.delete(params);
    Files.delete(root.resolve("lib64/libnvidia-ml.so.1"));
    assertEquals(2, verify(EIGHT, "eight").size());
    assertTrue(apply(EIGHT, "eight"));
    assertEquals(List.of(), verify(EIGHT, "eight"));
    Map<String, Map<String, Object>> after = TreeSnapshot.withInodes(root).entries();
    first.entries().keySet().stream()
        .filter(path -> Files.isRegularFile(Path.of(path), LinkOption.NOFOLLOW_LINKS))
        .filter(path -> !path.equals(params.toString()) && !path.contains("/.gpu-mock/"))
        .forEach(path -> assertEquals(first.entries().get(path), after.get(path), path));
  }

  private static dev.gpumock.topo.Bdf bdf() {
    return Samples.machine("dgxa100").gpus().get(0).bdf();
  }

  @Test
  void anotherMachineTakesTheOldOneAwayEntirely() throws IOException {
    apply(EIGHT, "eight");
    assertTrue(apply(FOUR, "four"));
    assertEquals(List.of(), verify(FOUR, "four"));
    assertFalse(Files.exists(root.resolve("dev/nvidia7")));
    assertFalse(Files.exists(root.resolve(DriverRootLayout.gpuInformation(bdf()))));
    TreeSnapshot shrunk = TreeSnapshot.of(folder);
    tree.clean();
    apply(FOUR, "four");
    assertEquals(shrunk, TreeSnapshot.of(folder));
  }

  @Test
  void verifyNamesEachDifference() throws IOException {
    apply(EIGHT, "eight");
    Files.delete(root.resolve("dev/nvidiactl"));
    Files.writeString(root.resolve("proc/driver/nvidia/version"), "other");
    Files.setPosixFilePermissions(
        root.resolve("etc"), PosixFilePermissions.fromString("rwx------"));
    assertEquals(
        List.of(
            root + "/dev/nvidiactl is missing",
            root + "/etc has the mode 0700, not 0755",
            root + "/proc/driver/nvidia/version has other content"),
        verify(EIGHT, "eight"));
  }

  @Test
  void theSpecificationHasItsContentAndMode() throws IOException {
    apply(EIGHT, "eight");
    Files.setPosixFilePermissions(specification, PosixFilePermissions.fromString("rw-------"));
    assertEquals(List.of(specification + " has the mode 0600, not 0644"), verify(EIGHT, "eight"));
    assertTrue(apply(EIGHT, "eight"));
    assertEquals(List.of(), verify(EIGHT, "eight"));
    assertEquals(List.of(specification + " has other content"), verify(EIGHT, "nine"));
  }

  @Test
  void cleanLeavesTheNodeAsItWas() throws IOException {
    Files.createDirectories(folder.resolve("etc"));
    TreeSnapshot before = TreeSnapshot.of(folder);
    apply(EIGHT, "eight");
    apply(FOUR, "four");
    assertEquals(List.of(), tree.clean());
    assertEquals(before, TreeSnapshot.of(folder));
    assertEquals(List.of(), tree.clean());
  }

  @Test
  void cleanLeavesForeignFilesAndNamesThem() throws IOException {
    apply(EIGHT, "eight");
    Path note = Files.writeString(root.resolve("etc/note"), "mine");
    Files.writeString(specification, "edited by a person");
    List<Path> left = tree.clean();
    assertTrue(left.contains(specification), left.toString());
    assertTrue(left.contains(root.resolve("etc")), left.toString());
    assertEquals("mine", Files.readString(note));
    assertEquals("edited by a person", Files.readString(specification));
    assertFalse(Files.exists(root.resolve("dev")));
  }

  @Test
  void whatChangesInItsPlaceStays() throws IOException {
    apply(EIGHT, "eight");
    Path library = root.resolve("lib64/libnvidia-ml.so.550.54.15");
    try (FileChannel file = FileChannel.open(library, StandardOpenOption.WRITE)) {
      file.write(java.nio.ByteBuffer.wrap(new byte[] {42}), 150_000);
    }
    assertEquals(List.of(), verify(EIGHT, "eight"));
    assertFalse(apply(EIGHT, "eight"));
    assertEquals(42, Files.readAllBytes(library)[150_000]);
    try (FileChannel file = FileChannel.open(library, StandardOpenOption.WRITE)) {
      file.write(java.nio.ByteBuffer.wrap(new byte[] {42}), 50_000);
    }
    assertEquals(List.of(library + " has other content"), verify(EIGHT, "eight"));
    assertTrue(apply(EIGHT, "eight"));
    assertEquals(List.of(), verify(EIGHT, "eight"));
  }

  @Test
  void refusesWhatIsInTheWayAndKeepsTheOldNode() throws IOException {
    apply(FOUR, "four");
    Path foreign = Files.writeString(root.resolve("dev/nvidia7"), "real");
    assertOneLine(
        assertThrows(MockTreeException.class, () -> apply(EIGHT, "eight")), foreign.toString());
    assertEquals(
        List.of(foreign + " is not of gpu-mock, and consumers will find it"), verify(FOUR, "four"));
    assertEquals("real", Files.readString(foreign));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev/nvidia0", "lib64", "proc/driver/nvidia/version", "usr/lib64"})
  void foreignThingInTheWayIsNamedAndStays(String path) throws IOException {
    Path foreign = root.resolve(path);
    Files.createDirectories(foreign.getParent());
    Files.writeString(foreign, "not ours");
    TreeSnapshot before = TreeSnapshot.withInodes(folder);
    assertOneLine(
        assertThrows(MockTreeException.class, () -> apply(EIGHT, "eight")),
        foreign + ": is not of gpu-mock");
    assertEquals(before, TreeSnapshot.withInodes(folder));
  }

  /** As when somebody links the host's own /dev into the driver root. */
  @Test
  void neverFollowsALinkThatReplacedADirectory() throws IOException {
    apply(EIGHT, "eight");
    Path real = Files.createDirectory(folder.resolve("real-dev"));
    Files.move(root.resolve("dev/nvidia0"), real.resolve("nvidia0"));
    Records.deleteTree(root.resolve("dev"));
    Files.createSymbolicLink(root.resolve("dev"), real);
    assertOneLine(assertThrows(MockTreeException.class, () -> apply(EIGHT, "eight")), "in the way");
    assertOneLine(assertThrows(MockTreeException.class, () -> apply(FOUR, "four")), "in the way");
    assertTrue(tree.clean().contains(root.resolve("dev")));
    assertTrue(Files.exists(real.resolve("nvidia0")));
  }

  @Test
  void refusesASpecificationOfAnotherWriterUnlessForced() throws IOException {
    Files.createDirectories(specification.getParent());
    Files.writeString(specification, "toolkit");
    TreeSnapshot before = TreeSnapshot.of(folder);
    assertOneLine(
        assertThrows(MockTreeException.class, () -> apply(EIGHT, "eight")),
        specification.toString());
    assertEquals(before, TreeSnapshot.of(folder));
    OutsideFile forced = new OutsideFile(specification, new byte[] {1}, 0644, true);
    assertTrue(tree.apply(EIGHT, nodeRoot -> List.of(forced)));
    assertEquals(1, Files.size(specification));
  }

  @Test
  void aFailureBeforeTheCommitLeavesNothing() throws IOException {
    TreeSnapshot before = TreeSnapshot.of(folder);
    NodePlan plan = Samples.plan("dgxa100", false);
    int[] made = {0};
    MockTree failing =
        new MockTree(
            root,
            (path, major, minor, mode) -> {
              if (made[0]++ == 5) {
                throw new IOException("No space left on device");
              }
              Files.createFile(path);
            });
    MockTreeException e =
        assertThrows(MockTreeException.class, () -> failing.apply(plan, Samples.NOTHING_OUTSIDE));
    assertOneLine(e, "free some space");
    assertEquals(before, TreeSnapshot.of(folder));
  }

  @Test
  void twoRunsAtOnceAreRefused() throws IOException {
    apply(FOUR, "four");
    try (TreeLock lock = TreeLock.take(root, root.resolve(".gpu-mock/lock"))) {
      assertOneLine(assertThrows(MockTreeException.class, () -> apply(EIGHT, "8")), "at work");
      assertOneLine(assertThrows(MockTreeException.class, () -> tree.clean()), "at work");
    }
    assertEquals(List.of(), verify(FOUR, "four"));
  }

  @Test
  void cleanRemovesWhatAKilledFirstRunLeft() throws IOException {
    TreeSnapshot before = TreeSnapshot.of(folder);
    Records records = new Records(root);
    List<Path> made = Folders.make(records.folder());
    made.remove(records.folder());
    records.intend(made.stream().map(Manifest::folder).toList());
    new Staging(root, records.next(), new PosixNodeMaker()).build(EIGHT, java.util.Set.of());
    assertTrue(tree.exists());
    assertEquals(List.of(), tree.clean());
    assertEquals(before, TreeSnapshot.of(folder));
  }
}
