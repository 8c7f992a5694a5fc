package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gpumock.nvml.Judges.Verdict;
import dev.gpumock.topo.catalog.Catalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * nvidia-smi power-profiles of drivers from 570 on, of which no program of NVIDIA's is at hand:
 * what it prints is as others have seen it of 580.65.06 and of a GeForce.
 */
class NvidiaSmiPowerProfilesIT {
  private static final String LISTED = "0. Max-P\n1. Max-Q\n2. Compute\n3. Memory Bound\n";

  @TempDir Path folder;

  @Test
  void listsTheProfilesOfEachGpu() throws Exception {
    place("gb200", "570.133.20");
    assertEquals(new Verdict(0, LISTED.repeat(4), ""), ask("-l"));
    assertEquals(LISTED, ask("-l", "-i", "2").out());
    List<String> detailed = ask("-ld", "-i", "0").out().lines().toList();
    assertEquals(
        List.of("0. Max-P", "\tPriority: 100", "\tConflicts with:"), detailed.subList(0, 3));
    assertEquals("\t\t1. Max-Q", detailed.get(3));
  }

  @Test
  void requestsAndClears() throws Exception {
    place("gb200", "570.133.20");
    assertEquals("No profiles are currently requested.\n", ask("-gr", "-i", "1").out());
    assertEquals("No profiles are currently engaged.\n", ask("-ge", "-i", "1").out());
    assertEquals(0, ask("-sr", "0,1", "-i", "1").status());
    assertEquals("0. Max-P\n1. Max-Q\n", ask("-gr", "-i", "1").out());
    assertEquals("0. Max-P\n", ask("-ge", "-i", "1").out());
    assertEquals("No profiles are currently requested.\n", ask("-gr", "-i", "0").out());
    assertEquals(0, ask("-cr", "0,1", "-i", "1").status());
    assertEquals("No profiles are currently requested.\n", ask("-gr", "-i", "1").out());
    assertEquals(2, ask("-sr", "x").status());
    assertEquals(2, ask("-sr", "200").status());
  }

  @Test
  void boardsBeforeBlackwellHaveNone() throws Exception {
    place("h100", "570.133.20");
    String refusal = "Workload Power Profiles feature is not supported on this device.\n";
    assertEquals(new Verdict(3, refusal, ""), ask("-l"));
  }

  private void place(String machine, String driver) throws Exception {
    Path libraries = Files.createDirectory(folder.resolve("lib64"));
    String yaml = "extends: %s\ndriver: {version: %s, cuda: \"12.8\"}\n".formatted(machine, driver);
    Path file = Files.writeString(folder.resolve("machine.yaml"), yaml);
    PlacedLibrary.in(libraries, Catalog.standard().machine(file, "node-a"));
    Path program = Files.createDirectory(folder.resolve("bin")).resolve("nvidia-smi");
    Files.write(program, DriverPrograms.build(PlacedLibrary.ownCpu()).get("nvidia-smi"));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Verdict ask(String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of(folder + "/bin/nvidia-smi", "power-profiles"));
    all.addAll(List.of(words));
    return Judges.execute(all);
  }
}
