package dev.gpumock.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cdi generate} beside the real {@code nvidia-ctk cdi generate}, on one tree. */
class CdiGenerateIT {
  @TempDir static Path temporary;
  private static Scratch scratch;

  @BeforeAll
  static void makeNode() throws IOException {
    Judges.require();
    scratch = Scratch.in(temporary);
    List<String> arguments = new ArrayList<>(List.of("all", "--machine", "gb200", "--with-dri"));
    arguments.addAll(scratch.places());
    arguments.add("--ignore-real-driver");
    assertEquals(ExitCode.DONE, CliRun.of(Map.of(), arguments).code());
    node("nvidia-caps-imex-channels/channel0", 0);
    node("nvidia-caps-imex-channels/channel1", 1);
    node("nvidia-fs0", 0);
    Files.createFile(
        Files.createDirectory(temporary.resolve("hook")).resolve("nvidia-cdi-hook"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    for (int i = 0; i < CONFIGURATIONS.size(); i++) {
      Path home =
          Files.createDirectories(temporary.resolve("CONF" + i + "/nvidia-container-runtime"));
      String text = CONFIGURATIONS.get(i).replace("ROOT", scratch.driver() + "");
      Files.writeString(home.resolve("config.toml"), text);
    }
  }

  private static void node(String name, int minor) throws IOException {
    Path node = scratch.driver().resolve("dev").resolve(name);
    Files.createDirectories(node.getParent());
    Files.deleteIfExists(node);
    Judges.output(List.of("mknod", node + "", "c", "240", minor + ""));
  }

  static List<String> tries() throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/toolkit-flags.txt")).stream()
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("tries")
  void agreesWithTheToolkit(String line) throws Exception {
    agree(ToolkitTry.of(line, scratch.driver(), temporary));
  }

  /** By a relative path, too. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "PATH=/usr/bin:",
        "PATH=:/usr/bin",
        "PATH=.:/usr/bin",
        "PATH=bin:..:/usr/bin",
        "PATH=HOOK:/usr/bin",
        "PATH=/usr/bin:./HOOK/",
        "PATH=/usr/bin:HOOK/.. --nvidia-cdi-hook-path hook/nvidia-cdi-hook",
        "--nvidia-cdi-hook-path HOOK/nvidia-cdi-hook",
        "--nvidia-cdi-hook-path ./HOOK/nvidia-cdi-hook",
        "--nvidia-cdi-hook-path HOOK"
      })
  void agreesWhereTheHooksProgramIs(String line) throws Exception {
    Path here = Path.of("").toAbsolutePath();
    String hook = here.relativize(temporary.resolve("hook").toRealPath()) + "";
    agree(ToolkitTry.of(line.replace("HOOK", hook), scratch.driver(), temporary));
  }

  /** Of the toolkit's own file; ROOT is the driver's. */
  private static final List<String> CONFIGURATIONS =
      List.of(
          "[nvidia-container-cli]\nenvironment = []\nroot = \"ROOT\" # here\n",
          "nvidia-container-cli.root = 'ROOT'\r\n",
          "nvidia-container-cli = {user = \"a:b\", root = \"ROOT\", load-kmods = true}",
          "\"nvidia-container-cli\".'root' = \"\"\"ROOT\"\"\"\n[features]\n",
          "[nvidia-container-cli]\n#root = \"ROOT\"\n",
          "[nvidia-container-cli]\nroot = \"/none\"\n",
          "[nvidia-container-cli]\nroot = \"\"\n",
          "[nvidia-container-cli]\nroot = \"ROOT\"\n[broken\n",
          "[nvidia-container-cli]\nroot = \"ROOT\"\nroot = \"ROOT\"\n",
          "[nvidia-container-cli]\nroot = [\"ROOT\"]\n",
          "[[nvidia-container-cli]]\nroot = \"ROOT\"\n",
          "[a]\nx = [1, 2.5,\n 'b', # c\n]\n[nvidia-container-cli]\nroot = \"\\u002fROOT\"\n",
          "[nvidia-container-cli.root]\na = 1\n",
          "top = 1979-05-27T07:32:00Z\n[ nvidia-container-cli ]\n  root=\"ROOT\"",
          "\uFEFF[nvidia-container-cli]\nroot = \"ROOT\"\n");

  static Stream<String> configurations() {
    return Stream.concat(
        IntStream.range(0, CONFIGURATIONS.size()).mapToObj(i -> "XDG_CONFIG_HOME=CONF" + i),
        Stream.of(
            "--config CONF0/nvidia-container-runtime/config.toml",
            "NVIDIA_CTK_CONFIG=CONF0/nvidia-container-runtime/config.toml",
            "NVIDIA_CTK_CONFIG_FILE_PATH=CONF0/nvidia-container-runtime/config.toml",
            "NVIDIA_CTK_CONFIG=CONF5/nvidia-container-runtime/config.toml XDG_CONFIG_HOME=CONF0",
            "NVIDIA_CTK_CONFIG= XDG_CONFIG_HOME=CONF0",
            "NVIDIA_CTK_CONFIG=CONF5/nvidia-container-runtime/config.toml"
                + " --config=CONF0/nvidia-container-runtime/config.toml",
            "NVIDIA_CTK_DRIVER_ROOT=/none XDG_CONFIG_HOME=CONF0",
            "NVIDIA_CTK_DRIVER_ROOT=ROOT XDG_CONFIG_HOME=CONF5",
            "NVIDIA_CTK_DRIVER_ROOT= XDG_CONFIG_HOME=CONF0",
            "--driver-root ROOT XDG_CONFIG_HOME=CONF5",
            "--config CONF0 NVIDIA_CTK_DRIVER_ROOT=ROOT"));
  }

  /** The configurations in which there is no root. */
  private static final List<String> WITHOUT_ROOT =
      Stream.of(4, 7, 8, 9, 12).map(i -> "XDG_CONFIG_HOME=CONF" + i).toList();

  @ParameterizedTest
  @MethodSource("configurations")
  void takesTheDriverRootOfTheToolkitsConfiguration(String line) throws Exception {
    String here = line.replaceAll("(?<=[= ])CONF(?=[0-9])", temporary.toRealPath() + "/CONF");
    ToolkitTry asked = ToolkitTry.of(here, scratch.driver(), temporary);
    if (!WITHOUT_ROOT.contains(line)) {
      agree(asked);
      return;
    }
    // This machine may have a driver where gpu-mockctl looks by default, and none at "/".
    Path usual = Path.of("/var/lib/nvidia-mock/driver");
    assertFalse(asked.ofToolkit(Judges.toolkit()).done());
    assertEquals(ToolkitTry.of("''", usual, temporary).ofThis().out(), asked.ofThis().out());
  }

  private static void agree(ToolkitTry asked) throws IOException {
    ToolkitTry.Result theirs = asked.ofToolkit(Judges.toolkit());
    ToolkitTry.Result ours = asked.ofThis();
    assertEquals(theirs.done(), ours.done(), theirs.error() + ours.error());
    assertEquals(theirs.files(), ours.files());
    if (theirs.done()) {
      assertEquals(theirs.out(), ours.out(), ours.error());
    } else {
      String why = ours.error().lines().filter(l -> !l.contains("WARNING")).toList().toString();
      assertTrue(why.matches("\\[gpu-mockctl: [^\n]+\\]"), why);
    }
  }

  /**
   * What can be wrong with the library that tells of the GPUs. Without NVML's functions the loader
   * ends nvidia-ctk whatever the mode, so that there only the modes count that need them.
   */
  static Stream<Arguments> damagedLibraries() {
    List<String> asking = List.of("nvml", "nvml --device-id none");
    List<String> others = List.of("management", "imex", "gds");
    return Stream.of(
            "no link", "no file", "directory", "empty", "no ELF", "link to nothing", "no NVML")
        .flatMap(
            damage ->
                Stream.concat(
                        asking.stream(), damage.equals("no NVML") ? Stream.of() : others.stream())
                    .map(mode -> Arguments.of(damage, "--mode " + mode)));
  }

  @ParameterizedTest
  @MethodSource("damagedLibraries")
  void agreesWhereNvmlIsDamaged(String damage, String flags) throws Exception {
    // A directory of its own: a library that was loaded once stays loaded under its path.
    Path root = Files.createTempDirectory(temporary, "damaged").resolve("driver");
    Judges.output(List.of("cp", "-a", scratch.driver() + "", root + ""));
    Path link = root.resolve("lib64/libnvidia-ml.so.1");
    Path file = link.toRealPath();
    Path kept = Files.move(file, root.resolve("kept"));
    damage(damage, link, file, kept);
    agree(ToolkitTry.of(flags, root, temporary));
  }

  private static void damage(String damage, Path link, Path file, Path kept) throws IOException {
    switch (damage) {
      case "no link" -> {
        Files.delete(link);
        Files.copy(kept, file);
      }
      case "no file" -> {}
      case "directory" -> Files.createDirectory(file);
      case "empty" -> Files.createFile(file);
      case "no ELF" -> Files.writeString(file, "no library");
      case "no NVML" -> Files.copy(link.resolveSibling("libcuda.so.1").toRealPath(), file);
      default -> Files.createSymbolicLink(file, Path.of("nowhere"));
    }
  }

  @Test
  void aSpecificationOfAnotherDriverIsKept() throws Exception {
    Path file = temporary.resolve("specs/nvidia.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        "cdiVersion: 0.5.0\nkind: nvidia.com/gpu\ndevices:\n- name: '0'\n  containerEdits:\n"
            + "    deviceNodes:\n    - path: /dev/nvidia0\n");
    String before = Files.readString(file);
    generateTo(file).refused(ExitCode.FAILED, file + "", "--force");
    assertEquals(before, Files.readString(file));
    assertEquals(ExitCode.DONE, generateTo(file, "--force").code());
    assertEquals(ExitCode.DONE, generateTo(file).code());
    assertEquals("", CliRun.of("cdi", "validate", file.getParent() + "").done().out());
    generateTo(temporary.resolve("specs/second.json")).refused(ExitCode.FAILED, "nvidia.yaml");
  }

  private static CliRun generateTo(Path file, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("cdi", "generate", "--driver-root", scratch.driver() + "", "--output"));
    arguments.add(file + "");
    arguments.addAll(List.of(more));
    return CliRun.of(Map.of(), arguments);
  }
}
