package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.topo.CpuArchitecture;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.catalog.Catalog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine whose driver refuses what its board could answer. */
class RefusalsIT {
  private static final Catalog CATALOG = Catalog.standard();

  @TempDir Path folder;

  private static Machine refusing(String names) {
    String text = "extends: t4\nrefuses: [" + names + "]\n";
    return CATALOG.machine("mine.yaml", text.getBytes(StandardCharsets.UTF_8), "node-a");
  }

  @Test
  void nvidiaSmiIsToldThatItIsNotSupported() throws Exception {
    PlacedLibrary.in(folder, refusing("nvmlDeviceGetMinorNumber, nvmlDeviceGetPersistenceMode"));
    String query = "--query-gpu=persistence_mode,index,power.draw";
    String[] cells =
        Judges.run("nvidia-smi-550", folder, query, "--format=csv,noheader").out().split(", ");
    assertEquals("[N/A]", cells[0]);
    assertEquals("0", cells[1]);
    assertTrue(cells[2].matches("[0-9.]+ W\\s+"), cells[2]);
    String log = Judges.run("nvidia-smi-550", folder, "-q", "-x").out();
    assertTrue(log.contains("<minor_number>N/A</minor_number>"), log);
    String pids = Judges.run("nvidia-smi-550", folder, "-i", "7", "-q").out();
    assertTrue(pids.contains("No devices were found"), pids);
  }

  /** The names stand for the refusing function, and nothing else differs before the state. */
  @ParameterizedTest
  @EnumSource(CpuArchitecture.class)
  void onlyTheSymbolDiffers(CpuArchitecture cpu) {
    DriverLibrary plain = DriverLibrary.build(refusing(""), cpu);
    DriverLibrary refusing = DriverLibrary.build(refusing("nvmlDeviceGetMinorNumber"), cpu);
    int different = 0;
    for (int i = 0; i < plain.stateOffset(); i++) {
      different += plain.bytes()[i] == refusing.bytes()[i] ? 0 : 1;
    }
    assertTrue(different > 0 && different <= 16, different + " bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nvmlDeviceGetFoo", "nvmlDeviceGetCount_v2", "nvmlDeviceGetHandleByUUID"})
  void whatIsNoQuestionToADevice(String name) {
    LibraryException refusal =
        assertThrows(
            LibraryException.class,
            () -> DriverLibrary.build(refusing(name), CpuArchitecture.AMD64));
    assertEquals(
        "machine mine: refuses: '"
            + name
            + "' is no function of NVML that asks a device, as nvmlDeviceGetMinorNumber is",
        refusal.getMessage());
  }
}
