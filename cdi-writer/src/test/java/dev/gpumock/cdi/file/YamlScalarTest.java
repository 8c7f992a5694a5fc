package dev.gpumock.cdi.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlScalarTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GPU-4404041a-04cf-1ccf-9e70-f139a9b1e23c",
        "gpu0",
        "mig0:0",
        "/dev/nvidia0",
        "libcuda.so.1::/lib64/libcuda.so",
        "--link",
        "../libnvidia-allocator.so.1::/lib64/gbm/nvidia-drm_gbm.so",
        "NVCT_EMPTY_DEVICE=",
        "--host-driver-version=550.54.15",
        "550.54.15",
        "a#b",
        "a:b",
        "_1",
        "1:99",
        "-x"
      })
  void plainWhereItIsReadBackAsText(String text) {
    assertEquals(text, YamlScalar.of(text, 4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "10",
        "755",
        "0:0",
        "12:30",
        "yes",
        "no",
        "n",
        "true",
        "null",
        "~",
        "",
        "1.5",
        "1e3",
        ".5",
        "0x1f",
        "1_000",
        "08",
        "-1",
        "2024-01-02",
        "+.inf",
        "0b1",
        "0o7",
        "on"
      })
  void doubleQuotedWhereItWouldBeAnotherType(String text) {
    assertEquals("\"" + text + "\"", YamlScalar.of(text, 4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: b", "a #b", "*a", "- a", "a:", "[x]", "---", " a", "a ", "%a", "-"})
  void singleQuotedWhereItsPunctuationMisleads(String text) {
    assertEquals("'" + text + "'", YamlScalar.of(text, 4));
  }

  @Test
  void escapesWhatCannotBePrinted() {
    assertEquals("\"a\\tb\"", YamlScalar.of("a\tb", 4));
    assertEquals("\"a\\nb\"", YamlScalar.ofKey("a\nb"));
    assertEquals("\"\\U0001F600\\N\"", YamlScalar.of("\ud83d\ude00\u0085", 4));
    assertEquals("\"\\x01\\\"\"", YamlScalar.of("\u0001\"", 4));
    assertEquals("'''a: b'", YamlScalar.of("'a: b", 4));
  }

  @Test
  void linesAreABlock() {
    assertEquals("|-\n    a\n    b", YamlScalar.of("a\nb", 4));
    assertEquals("|\n    a\n", YamlScalar.of("a\n", 4));
    assertEquals("|+\n    a\n\n", YamlScalar.of("a\n\n", 4));
    assertEquals("|4-\n     a\n\n    b", YamlScalar.of(" a\n\nb", 4));
    assertEquals("\"a \\nb\"", YamlScalar.of("a \nb", 4));
  }
}
