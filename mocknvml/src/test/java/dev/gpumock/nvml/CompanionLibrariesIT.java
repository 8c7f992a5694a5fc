package dev.gpumock.nvml;

import static dev.gpumock.nvml.TestPrograms.assertDone;
import static dev.gpumock.nvml.TestPrograms.assertSilent;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gpumock.topo.CpuArchitecture;
import dev.gpumock.topo.Driver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The driver's other libraries: linked by ldconfig, read by nm and readelf, opened and called. */
class CompanionLibrariesIT {
  private static final Path LISTS = Path.of("src/main/c/companion");
  private static final Driver DRIVER = new Driver("550.54.15", 12, 4, false);

  @TempDir Path folder;

  private Map<String, byte[]> place(Driver driver, CpuArchitecture cpu) throws Exception {
    Files.createDirectories(folder.resolve("lib64"));
    Map<String, byte[]> libraries = CompanionLibraries.build(driver, cpu);
    for (Map.Entry<String, byte[]> library : libraries.entrySet()) {
      Files.write(folder.resolve("lib64").resolve(library.getKey()), library.getValue());
    }
    return libraries;
  }

  /** By SONAME, what ldconfig itself links. */
  private Map<String, String> ldconfig() throws Exception {
    TestPrograms.require("ldconfig");
    String told =
        assertDone(
            TestPrograms.run(
                Map.of(), List.of("ldconfig", "-v", "-r", folder.toString(), "/lib64")));
    Map<String, String> links = new TreeMap<>();
    for (String line : told.lines().filter(l -> l.contains(" -> ")).toList()) {
      String[] words = line.strip().split("\\s+");
      links.put(words[0], words[2]);
    }
    return links;
  }

  @Test
  void ldconfigLinksThem() throws Exception {
    Files.createDirectories(folder.resolve("etc"));
    Set<String> files = place(DRIVER, PlacedLibrary.ownCpu()).keySet();
    Map<String, String> links = ldconfig();
    assertEquals(new TreeSet<>(files), new TreeSet<>(links.values()));
    Set<String> wanted = new TreeSet<>();
    files.forEach(file -> wanted.add(soname(file)));
    assertEquals(wanted, links.keySet());
  }

  private static String soname(String file) {
    String name = file.substring(0, file.indexOf(".so"));
    return switch (name) {
      case "libnvidia-gpucomp", "libnvidia-pkcs11-openssl3" -> file;
      case "libnvidia-nvvm" -> name + ".so.4";
      default -> name + ".so.1";
    };
  }

  @ParameterizedTest
  @CsvSource({
    "470.256.02, 11, 4, 7",
    "535.161.05, 12, 2, 10",
    "550.54.15, 12, 4, 11",
    "580.173.02, 13, 0, 12"
  })
  void aBranchHasItsOwn(String version, int major, int minor, int count) {
    Driver driver = new Driver(version, major, minor, false);
    assertEquals(count, CompanionLibraries.build(driver, PlacedLibrary.ownCpu()).size());
  }

  @ParameterizedTest
  @EnumSource(CpuArchitecture.class)
  void eachExportsItsListAndNeedsNothing(CpuArchitecture cpu) throws Exception {
    TestPrograms.require("nm");
    for (String file : place(DRIVER, cpu).keySet()) {
      String path = folder.resolve("lib64").resolve(file).toString();
      Path list = LISTS.resolve(file.substring(0, file.indexOf(".so")) + ".def");
      assertEquals(names(Files.readString(list)), symbols(path, "--defined-only"), file);
      assertEquals(Set.of(), symbols(path, "--undefined-only"), file);
    }
  }

  private static Set<String> names(String list) {
    Set<String> names = new TreeSet<>();
    for (String line : list.lines().filter(l -> l.matches("[A-Z]+\\(.*")).toList()) {
      names.add(line.replaceAll("[A-Z]+\\((\\w+).*", "$1"));
    }
    return names;
  }

  private static Set<String> symbols(String library, String which) throws Exception {
    Set<String> names = new TreeSet<>();
    List<String> command = List.of("nm", "-D", "-P", which, library);
    for (String line : assertDone(TestPrograms.run(Map.of(), command)).lines().toList()) {
      if (!line.contains("no symbols")) {
        names.add(line.split(" ")[0].replaceAll("@.*", ""));
      }
    }
    return names;
  }

  @ParameterizedTest
  @CsvSource({"550.54.15, 12, 4, 0xc2", "580.173.02, 13, 0, 0xd0"})
  void everyFunctionRefusesButTheAnsweredOnes(String version, int major, int minor, String encoder)
      throws Exception {
    Driver driver = new Driver(version, major, minor, false);
    Path program = TestPrograms.build("companions", "cc");
    callAll(List.of(program.toString()), driver, PlacedLibrary.ownCpu(), encoder);
  }

  @Test
  void theOtherArchitectureSaysTheSame() throws Exception {
    TestPrograms.requireArm64();
    Path program = TestPrograms.build("companions-arm64", "clang");
    callAll(TestPrograms.onArm64(program, "LANG=C"), DRIVER, CpuArchitecture.ARM64, "0xc2");
  }

  private void callAll(List<String> program, Driver driver, CpuArchitecture cpu, String encoder)
      throws Exception {
    for (String file : place(driver, cpu).keySet()) {
      if (!soname(file).equals(file)) {
        Files.createSymbolicLink(folder.resolve("lib64").resolve(soname(file)), Path.of(file));
      }
    }
    List<String> command = new ArrayList<>(program);
    command.add(folder.resolve("lib64").toString());
    command.add(driver.version());
    command.add(String.valueOf(1000 * driver.cudaMajor() + 10 * driver.cudaMinor()));
    command.add(encoder);
    assertSilent(TestPrograms.run(Map.of(), command));
  }
}
