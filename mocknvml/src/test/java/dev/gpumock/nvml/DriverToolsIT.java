package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gpumock.topo.CpuArchitecture;
import dev.gpumock.topo.catalog.Catalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The small programs, in a driver root that is a system's whole root; needs root, for chroot. */
class DriverToolsIT {
  private static final List<String> DAEMONS =
      List.of("nvidia-persistenced", "nvidia-cuda-mps-control", "nvidia-cuda-mps-server");

  @TempDir private Path root;

  private void driver(String machine) throws Exception {
    assumeTrue(
        Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "chroot needs root");
    for (String directory : List.of("bin", "lib64", "dev", "proc/driver/nvidia")) {
      Files.createDirectories(root.resolve(directory));
    }
    Files.write(
        root.resolve("lib64/libnvidia-ml.so.1"),
        DriverLibrary.build(Catalog.standard().machine(machine, "node-1"), CpuArchitecture.AMD64)
            .bytes());
    DriverPrograms.build(CpuArchitecture.AMD64).forEach(this::place);
    Files.writeString(
        root.resolve("proc/devices"),
        "Character devices:\n195 nvidia\n235 nvidia-uvm\n511 nvidia-caps\n\nBlock devices:\n8 sd\n");
  }

  private void place(String name, byte[] bytes) {
    try {
      Files.write(root.resolve("bin").resolve(name), bytes);
      root.resolve("bin").resolve(name).toFile().setExecutable(true);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Judges.Verdict run(String... command) throws Exception {
    List<String> all = new ArrayList<>(List.of("chroot", root.toString()));
    all.addAll(List.of(command));
    return Judges.execute(all);
  }

  private String node(String path) throws Exception {
    return Judges.execute(List.of("stat", "-c", "%F %t:%T %a", root + path)).out().strip();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dgxa100", "gb200", "t4"})
  void debugdumpListsAsTheOriginal(String machine) throws Exception {
    driver(machine);
    Judges.Verdict original = Judges.run("nvidia-debugdump-535", root.resolve("lib64"), "--list");
    assertEquals(original, run("/bin/nvidia-debugdump", "-l"));
    assertTrue(original.out().contains("NVIDIA devices"), original.out());
    assertEquals(
        Judges.run("nvidia-debugdump-535", root.resolve("lib64"), "-V"),
        run("/bin/nvidia-debugdump", "-V"));
    for (String line :
        ("-l -v;-V -l;-v;-d 0;-d x;-f;-f -l;-I;-I -D;foo;-l foo;-D -f /nowhere/x -v;-N -f /nowhere/x"
                + ";-d 99 -v -D -f /nowhere/x")
            .split(";")) {
      String[] words = line.split(" ");
      List<String> ours = new ArrayList<>(List.of("/bin/nvidia-debugdump"));
      ours.addAll(List.of(words));
      assertEquals(
          Judges.run("nvidia-debugdump-535", root.resolve("lib64"), words),
          run(ours.toArray(String[]::new)),
          line);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-d 0", "-d 99", "-v -d x"})
  void debugdumpFindsNothingToDump(String more) throws Exception {
    driver("dgxa100");
    Path dump = root.resolve("original.zip");
    List<String> words = new ArrayList<>(List.of("-D", "-f", dump.toString()));
    words.addAll(more.isEmpty() ? List.of() : List.of(more.split(" ")));
    Judges.Verdict original =
        Judges.run("nvidia-debugdump-535", root.resolve("lib64"), words.toArray(String[]::new));
    words.set(2, "/ours.zip");
    words.add(0, "/bin/nvidia-debugdump");
    assertEquals(original, run(words.toArray(String[]::new)));
    assertEquals(-1, Files.mismatch(dump, root.resolve("ours.zip")));
  }

  @Test
  void modprobeMakesTheNodesItIsAskedFor() throws Exception {
    driver("dgxa100");
    assertEquals(new Judges.Verdict(0, "", ""), run("/bin/nvidia-modprobe", "-c", "3", "-c=255"));
    assertEquals("character special file c3:3 666", node("/dev/nvidia3"));
    assertEquals("character special file c3:ff 666", node("/dev/nvidiactl"));
    assertEquals(0, run("/bin/nvidia-modprobe", "-c0", "-u", "-m").status());
    assertEquals("character special file eb:0 666", node("/dev/nvidia-uvm"));
    assertEquals("character special file eb:1 666", node("/dev/nvidia-uvm-tools"));
    assertEquals("character special file c3:fe 666", node("/dev/nvidia-modeset"));
    assertEquals(0, run("/bin/nvidia-modprobe", "-c0", "-u").status());
  }

  /** The kernel's list of devices may be that of another system, as in a container. */
  @Test
  void modprobeTakesTheNumberOfNodesThatAreThere() throws Exception {
    driver("dgxa100");
    Files.delete(root.resolve("proc/devices"));
    assertEquals(1, run("/bin/nvidia-modprobe", "-c0", "-u").status());
    Judges.execute(List.of("mknod", root + "/dev/nvidia-uvm", "c", "236", "0"));
    Judges.execute(List.of("mknod", root + "/dev/nvidia-uvm-tools", "c", "236", "7"));
    assertEquals(new Judges.Verdict(0, "", ""), run("/bin/nvidia-modprobe", "-c0", "-u"));
    assertEquals("character special file ec:0 666", node("/dev/nvidia-uvm"));
    assertEquals("character special file ec:1 666", node("/dev/nvidia-uvm-tools"));
  }

  /** As the original, which asks nobody how many GPUs there are. */
  @Test
  void modprobeMakesNodesBeyondTheGpus() throws Exception {
    driver("dgxa100");
    assertEquals(new Judges.Verdict(0, "", ""), run("/bin/nvidia-modprobe", "-c", "8"));
    assertEquals("character special file c3:8 666", node("/dev/nvidia8"));
  }

  /** The nodes of nvidia-uvm have one name each, so that the last number counts. */
  @Test
  void modprobeGivesAnotherNumberToANodeThatIsThere() throws Exception {
    driver("dgxa100");
    assertEquals(0, run("/bin/nvidia-modprobe", "-c", "0", "-c", "0x1", "-u").status());
    assertEquals("character special file eb:1 666", node("/dev/nvidia-uvm"));
    assertEquals("character special file eb:2 666", node("/dev/nvidia-uvm-tools"));
    Judges.execute(List.of("chmod", "600", root + "/dev/nvidia-uvm"));
    assertEquals(0, run("/bin/nvidia-modprobe", "-c1", "-u").status());
    assertEquals("character special file eb:1 666", node("/dev/nvidia-uvm"));
  }

  @Test
  void modprobeMakesACapabilityByItsFile() throws Exception {
    driver("dgxa100");
    Files.writeString(
        root.resolve("proc/driver/nvidia/access"),
        "DeviceFileMinor: 21\nDeviceFileMode: 292\nDeviceFileModify: 1\n");
    assertEquals(0, run("/bin/nvidia-modprobe", "-f", "/proc/driver/nvidia/access").status());
    assertEquals("character special file 1ff:15 444", node("/dev/nvidia-caps/nvidia-cap21"));
  }

  @Test
  void modprobeOverwritesNothingAndSaysWhatIsWrong() throws Exception {
    driver("t4");
    Files.writeString(root.resolve("dev/nvidia0"), "mine");
    Judges.Verdict there = run("/bin/nvidia-modprobe", "-c", "0");
    assertEquals(1, there.status());
    assertTrue(there.err().contains("/dev/nvidia0") && there.err().lines().count() == 1);
    assertEquals("mine", Files.readString(root.resolve("dev/nvidia0")));
    for (String wrong : List.of("-c", "-c=x", "--none", "-c=-1", "-c=300")) {
      assertEquals(1, run("/bin/nvidia-modprobe", wrong).status(), wrong);
    }
    assertTrue(run("/bin/nvidia-modprobe", "-s", "-c0").err().contains("nvidia-nvswitch"));
    Files.delete(root.resolve("lib64/libnvidia-ml.so.1"));
    assertEquals(1, run("/bin/nvidia-modprobe", "-c", "1").status());
  }

  @Test
  void eachSaysTheDriversVersionAndExplainsItselfAndDaemonsDoNotStart() throws Exception {
    driver("dgxa100");
    for (String name : DAEMONS) {
      assertEquals(
          new Judges.Verdict(0, name + ":  version 550.54.15\n", ""),
          run("/bin/" + name, "--version"));
      assertTrue(run("/bin/" + name, "--help").out().contains(name));
      Judges.Verdict start = run("/bin/" + name, "-d");
      assertEquals(1, start.status());
      assertEquals(1, start.err().lines().count(), start.err());
    }
    assertEquals("nvidia-modprobe:  version 550.54.15\n", run("/bin/nvidia-modprobe", "-v").out());
    assertEquals(0, run("/bin/nvidia-modprobe", "-h").status());
  }
}
