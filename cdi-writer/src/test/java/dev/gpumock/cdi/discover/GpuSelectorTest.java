package dev.gpumock.cdi.discover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gpumock.cdi.discover.GpuSelector.MigDevice;
import dev.gpumock.cdi.discover.GpuSelector.Nothing;
import dev.gpumock.cdi.discover.GpuSelector.WholeGpu;
import dev.gpumock.cdi.request.GpuFacts;
import dev.gpumock.cdi.request.MigFacts;
import dev.gpumock.cdi.spec.CdiException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpuSelectorTest {
  private static final String UUID = "00000000-04cf-1ccf-9e70-f139a9b1e23";
  private static final MigFacts MIG = new MigFacts(0, "MIG-" + UUID + "9", 1, 0, false);
  private static final GpuFacts WHOLE = gpu(0, "NVIDIA A100", false, List.of());
  private static final GpuFacts CUT = gpu(1, "NVIDIA A100", true, List.of(MIG));
  private static final GpuFacts DISPLAY = gpu(2, "NVIDIA DGX Display", false, List.of());
  private static final GpuSelector SELECTOR = new GpuSelector(List.of(WHOLE, CUT, DISPLAY));

  private static GpuFacts gpu(int index, String name, boolean mig, List<MigFacts> devices) {
    String uuid = "GPU-" + UUID + index;
    return new GpuFacts(index, uuid, index, "0000:0" + index + ":00.0", name, false, mig, devices);
  }

  @Test
  void allIsEachWholeGpuThenEachMigDevice() throws CdiException {
    assertEquals(
        List.of(new WholeGpu(WHOLE), new MigDevice(CUT, MIG)), SELECTOR.select(List.of("all")));
    assertEquals(2, SELECTOR.select(List.of("0", "all")).size());
  }

  @Test
  void noneIsTheDeviceThatIsNone() throws CdiException {
    assertEquals(List.of(new Nothing()), SELECTOR.select(List.of("0", "none", "all")));
  }

  @Test
  void indexesAndUuids() throws CdiException {
    assertEquals(
        List.of(
            new WholeGpu(CUT),
            new WholeGpu(WHOLE),
            new MigDevice(CUT, MIG),
            new MigDevice(CUT, MIG)),
        SELECTOR.select(List.of("1", WHOLE.uuid(), MIG.uuid(), "1:0")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "0:0", "gpu0", "GPU-1", "", "-1", "GPU-" + UUID + "8"})
  void whatIsNotThereIsAnErrorThatNamesIt(String id) {
    CdiException e = assertThrows(CdiException.class, () -> SELECTOR.select(List.of(id)));
    assertEquals(true, e.getMessage().contains("'" + id + "'"), e.getMessage());
  }
}
