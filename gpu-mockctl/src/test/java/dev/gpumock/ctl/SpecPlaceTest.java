package dev.gpumock.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.cdi.GeneratedSpec;
import dev.gpumock.cdi.file.SpecDocument;
import dev.gpumock.cdi.request.DriverLocation;
import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.spec.CdiSpec;
import dev.gpumock.cdi.spec.SpecKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files a specification may replace. */
class SpecPlaceTest {
  private static final String LIBRARY =
      "mounts: [{hostPath: /d/lib64/libcuda.so.1, containerPath: ";
  private static final String NODE =
      "deviceNodes: [{path: /dev/nvidia0, hostPath: /d/dev/nvidia0}]";

  @TempDir private Path dir;

  private static String text(String kind, String... edits) {
    return "cdiVersion: 0.5.0\nkind: "
        + kind
        + "\ndevices:\n- name: w0\n  containerEdits:\n    "
        + String.join("\n    ", edits)
        + "\n";
  }

  private static CdiSpec spec(String kind, String... edits) throws Exception {
    byte[] text = text(kind, edits).getBytes(StandardCharsets.UTF_8);
    return SpecDocument.read(text).require("the test's specification");
  }

  private static SpecOfDriver driver(String root) {
    return new SpecOfDriver(DriverLocation.at(root), SpecKind.NVIDIA_GPU);
  }

  private static boolean isOf(String root, String kind, String... edits) throws Exception {
    return driver(root).matches(spec(kind, edits));
  }

  @Test
  void aFileWithoutAnyPathIsOfNoDriver() throws Exception {
    for (String edit : List.of("env: ['A=b']", "hooks: [{hookName: prestart, path: /bin/x}]")) {
      for (String kind : List.of("acme.com/widget", "nvidia.com/gpu")) {
        assertFalse(isOf("/d", kind, edit), kind + edit);
        assertFalse(isOf("/", kind, edit), kind + edit);
      }
    }
  }

  @Test
  void notAllBelowTheSystemsRootIsTheDrivers() throws Exception {
    assertFalse(isOf("/", "acme.com/widget", "deviceNodes: [{path: /dev/acme0}]"));
    assertFalse(isOf("/", "nvidia.com/gpu", "deviceNodes: [{path: /dev/acme0}]"));
    assertFalse(isOf("/", "nvidia.com/gpu", LIBRARY + "/lib64/libcuda.so.1}]"));
    assertTrue(isOf("/", "nvidia.com/gpu", LIBRARY + "/d/lib64/libcuda.so.1}]"));
    assertTrue(isOf("/", "nvidia.com/gpu", "deviceNodes: [{path: /dev/nvidia0}]"));
    assertTrue(
        isOf(
            "/",
            "nvidia.com/gds",
            "deviceNodes: [{path: /dev/nvidia-fs0}]",
            "mounts: [{hostPath: /run/udev, containerPath: /run/udev}]"));
  }

  @Test
  void ofAnotherKindOnlyWhatSaysThatItIsForGpusIsTheDrivers() throws Exception {
    assertFalse(isOf("/d", "acme.com/widget", NODE));
    assertTrue(isOf("/d", "acme.com/widget", NODE, "env: ['NVIDIA_VISIBLE_DEVICES=void']"));
    assertTrue(isOf("/d", "nvidia.com/other", NODE));
  }

  @Test
  void theRootMayBeWrittenInAnyWay() throws Exception {
    assertTrue(isOf("/d/", "nvidia.com/gpu", NODE));
    assertTrue(isOf("//d/x/..", "nvidia.com/gpu", NODE));
    assertFalse(isOf("/d2", "nvidia.com/gpu", NODE));
  }

  @Test
  void nodesAndLibrariesMayComeFromElsewhereButNothingElse() throws Exception {
    String library = LIBRARY + "/lib64/libcuda.so.1}";
    assertTrue(
        isOf(
            "/d",
            "nvidia.com/gpu",
            library + ", {hostPath: /o/libcuda.so.1, containerPath: /usr/lib/libcuda.so.1}]",
            "deviceNodes: [{path: /dev/nvidia0, hostPath: /o/dev/nvidia0}]"));
    assertFalse(
        isOf("/d", "nvidia.com/gpu", library + ", {hostPath: /models, containerPath: /models}]"));
    assertFalse(isOf("/d", "nvidia.com/gpu", library + "]", "deviceNodes: [{path: /dev/acme0}]"));
    DriverLocation elsewhere = DriverLocation.at("/e").withDevRoot("/d");
    assertTrue(
        new SpecOfDriver(elsewhere, SpecKind.NVIDIA_GPU).matches(spec("nvidia.com/gpu", NODE)));
  }

  @Test
  void onlyForceReplacesAnother() throws Exception {
    Path file = Files.writeString(dir.resolve("n.yaml"), text("acme.com/widget", "env: ['A=b']"));
    String before = Files.readString(file);
    NodeException refused = assertThrows(NodeException.class, () -> write("n.yaml", false));
    assertTrue(refused.getMessage().startsWith(file + ": another program's file"), refused + "");
    assertEquals(before, Files.readString(file));
    assertEquals(List.of("wrote " + file + ", CDI version 0.5.0"), write("n.yaml", true));
    write("n.yaml", false);
  }

  @Test
  void whatIsBeforeTwoDotsNeedNotBeThere() throws Exception {
    write("a/b/../c.yaml", false);
    assertEquals(List.of("c.yaml"), List.of(dir.resolve("a").toFile().list()));
  }

  @Test
  void onlyARegularFileIsReadAndReplaced() throws Exception {
    Files.createDirectory(dir.resolve("d.yaml"));
    NodeException refused = assertThrows(NodeException.class, () -> write("d.yaml", true));
    assertTrue(refused.getMessage().contains("d.yaml: is no regular file"), refused + "");
  }

  @Test
  void whereRuntimesReadADeviceIsDefinedOnce() throws Exception {
    write("n.yaml", false, directory -> false);
    write("m.yaml", false, directory -> false);
    CdiException refused =
        assertThrows(CdiException.class, () -> write("o.yaml", true, dir::equals));
    assertTrue(refused.getMessage().contains("nvidia.com/gpu=w0"), refused + "");
    assertTrue(SpecDirectories.isUsual(Path.of("/etc/cdi")));
    assertFalse(SpecDirectories.isUsual(dir));
  }

  private List<String> write(String name, boolean force) throws Exception {
    return write(name, force, directory -> true);
  }

  private List<String> write(String name, boolean force, Predicate<Path> shared) throws Exception {
    List<String> remarks = new ArrayList<>();
    new SpecPlace(
            dir.resolve(name) + "",
            Optional.empty(),
            driver("/d")::matches,
            "is not of /d",
            force,
            shared)
        .write(
            List.of(new GeneratedSpec("", spec("nvidia.com/gpu", NODE).withMinimumVersion())),
            remarks::add);
    return remarks;
  }
}
