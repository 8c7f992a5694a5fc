package dev.gpumock.topo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that are written as one word, by those who print them: lspci, nvidia-smi, the kernel. */
class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "07:00.0, 0000:07:00.0",
    "0:1e.7, 0000:00:1e.7",
    "00000000:AF:00.0, 0000:af:00.0",
    "' 0009:01:00.0 ', 0009:01:00.0",
  })
  void addressesOnPci(String text, String kernelForm) {
    assertEquals(kernelForm, Bdf.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        ".",
        "07",
        "07:00",
        "07:00.",
        "07:.0",
        ":00.0",
        ":07:00.0",
        "07:00.8",
        "07:00.00",
        "007:00.0",
        "07:000.0",
        "000000000:07:00.0",
        "a:b:07:00.0",
        "0.7:00",
        "07:00.0.0",
        "07:20.0",
        "g7:00.0",
        "-7:00.0",
        "+7:00.0",
        "10000:07:00.0",
        "07:00.x",
        "٠٧:00.0"
      })
  void whatIsNoAddress(String text) {
    assertThrows(IllegalArgumentException.class, () -> Bdf.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"'', ''", "5, 5", "'0-3, 8 ,10-11', '0-3,8,10-11'", "'3,2,1', 1-3", "4095, 4095"})
  void sets(String text, String kernelForm) {
    assertEquals(kernelForm, CpuSet.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a", "-", "1-", "-1", "1-2-3", "1,,2", "1,", "3-1", "4096", "00001", "1 - 2", "+1"
      })
  void whatIsNoSet(String text) {
    assertThrows(IllegalArgumentException.class, () -> CpuSet.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4404041a-04cf-1ccf-9e70-f139a9b1e23c",
        "GPU-4404041a-04cf-1ccf-9e70-f139a9b1e23",
        "GPU-4404041a-04cf-1ccf-9e70-f139a9b1e23cc",
        "GPU-4404041a-04cf-1ccf-9e70f139a9b1e23c0",
        "GPU-4404041a004cf-1ccf-9e70-f139a9b1e23c",
        "GPU-4404041g-04cf-1ccf-9e70-f139a9b1e23c",
        "GPU-"
      })
  void whatIsNoGpu(String text) {
    assertThrows(IllegalArgumentException.class, () -> GpuUuid.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"550.54.15", "550.163.01", "580.95", "535.9"})
  void drivers(String version) {
    assertEquals(
        Integer.parseInt(version.substring(0, 3)), new Driver(version, 12, 4, false).branch());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "550",
        "550.",
        "55.54.15",
        "5500.54.15",
        "550.54.1",
        "550.54.150",
        "550.5400",
        "550.54.15.1",
        "550..15",
        "a50.54.15",
        "550.54.15."
      })
  void whatIsNoDriver(String version) {
    assertThrows(IllegalArgumentException.class, () -> new Driver(version, 12, 4, false));
  }
}
