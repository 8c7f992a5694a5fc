package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.topo.catalog.Catalog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveStateTest {
  @TempDir Path folder;
  private Path library;
  private LiveState state;

  @BeforeEach
  void place() throws IOException {
    library = PlacedLibrary.in(folder, Catalog.standard().machine("dgxa100", "test-node"));
    state = LiveState.open(library);
  }

  @Test
  void readsByName() {
    StateSnapshot now = state.read();
    assertEquals(8, now.gpus());
    assertEquals("dgxa100", now.system().text("machine"));
    assertEquals("NVIDIA A100-SXM4-40GB", now.board(3).text("name"));
    assertEquals(OptionalLong.of(400_000), now.gpu(0).number("power_limit"));
    assertEquals(OptionalLong.empty(), now.gpu(0).number("fan_speed"));
    assertTrue(now.gpu(0).names().contains("temperature"));
    assertTrue(now.gpu(0).isText("uuid"));
    assertThrows(LibraryException.class, () -> now.gpu(0).number("no_such_value"));
  }

  @Test
  void changesAreSeenByWhoeverReadsTheFile() {
    state.change(edit -> edit.gpu(2, "temperature", 71).gpu(2, "gpu_utilization", 99));
    StateSnapshot now = LiveState.open(library).read();
    assertEquals(71, now.gpu(2).number("temperature").orElseThrow());
    assertEquals(99, now.gpu(2).number("gpu_utilization").orElseThrow());
    assertEquals(33, now.gpu(1).number("temperature").orElseThrow());
  }

  @Test
  void resetGoesBackToTheMachine() {
    state.change(edit -> edit.gpu(0, "temperature", 90).process(0, 4711, 1, 1 << 20, "train"));
    state.change(edit -> edit.reset(0));
    assertEquals(33, state.read().gpu(0).number("temperature").orElseThrow());
    assertTrue(state.read().processes().isEmpty());
  }

  @Test
  void energyGrowsByTheDrawBeforeAChange() {
    long draw = state.read().gpu(0).number("power_usage").orElseThrow();
    state.change(edit -> edit.gpu(0, "power_usage", 300_000));
    long counted = state.read().gpu(0).number("energy_mj").orElseThrow();
    long micros = state.read().gpu(0).number("energy_us").orElseThrow();
    assertTrue(micros > 0);
    assertEquals(micros / 1000 * draw / 1000, counted, "mJ since the boot");
  }

  @Test
  void processesAreAddedChangedAndEnded() {
    state.change(edit -> edit.process(1, 100, 1, 5 << 20, "a"));
    state.change(edit -> edit.process(1, 100, 1, 9 << 20, "a"));
    assertEquals(1, state.read().processes().size());
    assertEquals(9 << 20, state.read().processes().get(0).number("memory").orElseThrow());
    state.change(edit -> edit.endProcess(100));
    assertTrue(state.read().processes().isEmpty());
  }

  @Test
  void oneEditAddsManyProcesses() {
    state.change(edit -> edit.process(0, 7, 1, 1, "old"));
    state.change(
        edit -> edit.process(0, 1, 1, 1, "a").process(1, 1, 1, 1, "a").process(0, 7, 1, 9, "old"));
    state.change(edit -> edit.process(2, 1, 1, 1, "b").process(2, 1, 1, 5, "b"));
    assertEquals(
        List.of("0/1", "0/7", "1/1", "2/1"),
        state.read().processes().stream()
            .map(p -> p.number("gpu").orElseThrow() + "/" + p.number("pid").orElseThrow())
            .sorted()
            .toList());
  }

  @Test
  void anEditThatFailsChangesNothing() {
    assertThrows(
        LibraryException.class,
        () -> state.change(edit -> edit.gpu(0, "temperature", 95).gpu(99, "temperature", 1)));
    assertEquals(33, state.read().gpu(0).number("temperature").orElseThrow());
    LibraryException tooLong =
        assertThrows(
            LibraryException.class,
            () -> state.change(edit -> edit.gpu(0, "serial", "x".repeat(99))));
    assertEquals("gpu.serial holds at most 31 characters", tooLong.getMessage());
  }

  @Test
  void aStateOfAnotherBuildIsRefusedNamingBoth() throws IOException {
    byte[] bytes = Files.readAllBytes(library);
    int offset = (int) new ElfFile(bytes).stateOffset();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(offset + 8, 0x1122334455667788L);
    Files.write(library, bytes);
    LibraryException refused = assertThrows(LibraryException.class, () -> LiveState.open(library));
    assertTrue(refused.getMessage().contains("1122334455667788"), refused.getMessage());
    assertFalse(refused.getMessage().contains("\n"));
  }

  @Test
  void foreignAndDamagedFilesAreRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "no ELF");
    assertThrows(LibraryException.class, () -> LiveState.open(text));
    assertThrows(LibraryException.class, () -> LiveState.open(folder.resolve("missing")));
    byte[] bytes = Files.readAllBytes(library);
    int offset = (int) new ElfFile(bytes).stateOffset();
    for (int length : new int[] {offset, offset + 1, offset + 100, offset + 5000, 70, 0}) {
      Files.write(library, java.util.Arrays.copyOf(bytes, length));
      assertThrows(LibraryException.class, () -> LiveState.open(library), "cut at " + length);
    }
  }
}
