package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.topo.CpuArchitecture;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.catalog.Catalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverLibraryTest {
  private static final int LARGEST = 300 * 1024;
  private static final int STATE_ALIGNMENT = 64 * 1024;

  private static Machine machine(String name) {
    return Catalog.standard().machine(name, "node-a");
  }

  private static DriverLibrary library(Machine machine) {
    return DriverLibrary.build(machine, PlacedLibrary.ownCpu());
  }

  @Test
  void sameMachineGivesTheSameBytes() {
    assertArrayEquals(library(machine("dgxa100")).bytes(), library(machine("dgxa100")).bytes());
  }

  @Test
  void stateIsTheLastPartAndLoadable() {
    DriverLibrary library = library(machine("gb200"));
    assertEquals(0, library.stateOffset() % STATE_ALIGNMENT);
    assertTrue(library.stateOffset() < library.bytes().length);
    String start =
        new String(library.bytes(), (int) library.stateOffset(), 8, StandardCharsets.US_ASCII);
    assertEquals("1GPUMOCK", start);
  }

  @Test
  void isSmall() {
    for (String name : Catalog.standard().names()) {
      int size = library(machine(name)).bytes().length;
      assertTrue(size <= LARGEST, name + " has " + size + " bytes");
    }
  }

  @Test
  void sixtyFourGpusFit(@TempDir Path folder) throws IOException {
    Machine machine = PlacedLibrary.withGpus(folder, "gb200", Machine.MAX_GPUS);
    assertEquals(Machine.MAX_GPUS, machine.gpus().size());
    for (CpuArchitecture cpu : CpuArchitecture.values()) {
      int size = DriverLibrary.build(machine, cpu).bytes().length;
      assertTrue(size <= LARGEST, cpu + ": " + size);
    }
  }

  @Test
  void codeDoesNotDependOnTheMachine() {
    DriverLibrary a = library(machine("dgxa100"));
    DriverLibrary b = library(machine("t4"));
    assertEquals(a.stateOffset(), b.stateOffset());
  }

  @Test
  void refusesWhatIsNoElfFile() {
    LibraryException e =
        assertThrows(
            LibraryException.class,
            () -> new ElfFile("no ELF".getBytes(StandardCharsets.US_ASCII)));
    assertEquals("not a 64-bit little-endian ELF file", e.getMessage());
  }
}
