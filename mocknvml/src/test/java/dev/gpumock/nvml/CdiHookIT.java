package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gpumock.topo.CpuArchitecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** nvidia-cdi-hook on a bundle, as a container runtime calls it. */
class CdiHookIT {
  private static final String LOADER_FOLDER =
      "usr/lib/%s-linux-gnu"
          .formatted(PlacedLibrary.ownCpu() == CpuArchitecture.ARM64 ? "aarch64" : "x86_64");

  @TempDir private Path bundle;
  private Path root;
  private Path program;

  @BeforeEach
  void makeBundle() throws IOException {
    boolean isRoot = "root".equals(System.getProperty("user.name"));
    if (!isRoot && "true".equals(System.getenv("CI"))) {
      fail("needs root, to change the root directory");
    }
    assumeTrue(isRoot, "needs root, to change the root directory");
    root = Files.createDirectories(bundle.resolve("rootfs"));
    Files.createDirectories(root.resolve(LOADER_FOLDER));
    Files.createDirectories(root.resolve("lib64"));
    for (String name : List.of("libnvidia-ml.so.1", "libcuda.so.1", "ld-linux-x86-64.so.2")) {
      Files.createFile(root.resolve("lib64").resolve(name));
    }
    program = bundle.resolve("nvidia-cdi-hook");
    Files.write(program, DriverPrograms.build(PlacedLibrary.ownCpu()).get("nvidia-cdi-hook"));
    assertTrue(program.toFile().setExecutable(true));
    configure("rootfs");
  }

  /** With brackets, quotes and a second "root" where a careless reader would find them. */
  private void configure(String rootPath) throws IOException {
    String text =
        "{\"ociVersion\": \"1.0\", \"process\": {\"args\": [\"{\\\"root\\\": {\", \"]\"],"
            + " \"root\": {\"path\": \"/wrong\"}},\n \"rootfsPropagation\": \"rslave\",\n"
            + " \"root\": {\"readonly\": false, \"path\": \"%s\"}}".formatted(rootPath);
    Files.writeString(bundle.resolve("config.json"), text);
  }

  private String run(int status, String... arguments) throws Exception {
    Path state = bundle.resolve("state.json");
    Files.writeString(
        state, "{\"ociVersion\":\"1.0\",\"id\":\"x\",\"pid\":1,\"bundle\":\"" + bundle + "\"}");
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    Path out = bundle.resolve("out");
    Process process =
        new ProcessBuilder(command)
            .redirectInput(state.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertEquals(status, process.waitFor(), Files.readString(out));
    return Files.readString(out);
  }

  @Test
  void makesLinksWithTheFoldersOnTheWay() throws Exception {
    run(
        0,
        "create-symlinks",
        "--link",
        "../lib64/libcuda.so.1::/opt/a/b/libcuda.so",
        "--link=x::/lib64/libcuda.so.1");
    Path link = root.resolve("opt/a/b/libcuda.so");
    assertEquals(Path.of("../lib64/libcuda.so.1"), Files.readSymbolicLink(link));
    assertTrue(Files.isRegularFile(root.resolve("lib64/libcuda.so.1"), LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void aLinkInTheImageLeadsNotOut() throws Exception {
    Path outside = Files.createDirectories(bundle.resolve("outside"));
    Files.createSymbolicLink(root.resolve("opt"), outside);
    run(1, "create-symlinks", "--link", "x::/opt/y");
    assertFalse(Files.exists(outside.resolve("y"), LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void librariesAreWhereTheLoaderLooks() throws Exception {
    run(0, "update-ldcache", "--folder", "/lib64");
    Path folder = root.resolve(LOADER_FOLDER);
    assertEquals(
        Path.of("/lib64/libnvidia-ml.so.1"),
        Files.readSymbolicLink(folder.resolve("libnvidia-ml.so.1")));
    assertEquals(
        Path.of("/lib64/libcuda.so.1"), Files.readSymbolicLink(folder.resolve("libcuda.so.1")));
    assertFalse(Files.exists(folder.resolve("ld-linux-x86-64.so.2"), LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void takesARootPathFromTheNodesRoot() throws Exception {
    Files.createDirectories(bundle.resolve("elsewhere"));
    configure(bundle.resolve("elsewhere").toString());
    run(0, "create-symlinks", "--link", "x::/y");
    assertEquals(Path.of("x"), Files.readSymbolicLink(bundle.resolve("elsewhere/y")));
  }

  @Test
  void hasTheCommandsThatNeedNothingDone() throws Exception {
    assertEquals("", run(0, "enable-cuda-compat", "--host-driver-version=550.54.15"));
    assertEquals("", run(0, "disable-device-node-modification"));
    assertEquals("", run(0, "a-command-of-a-newer-toolkit", "--option=1"));
  }

  @Test
  void saysWhatIsWrongInOneLine() throws Exception {
    assertEquals(1, run(1).lines().count());
    Files.delete(bundle.resolve("config.json"));
    assertTrue(run(1, "create-symlinks", "--link", "x::/y").contains("config.json"));
  }
}
