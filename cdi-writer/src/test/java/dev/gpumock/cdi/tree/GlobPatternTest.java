package dev.gpumock.cdi.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobPatternTest {
  @ParameterizedTest
  @CsvSource({
    "*.so.550.54.15, libcuda.so.550.54.15, true",
    "*.so.550.54.15, libcuda.so.550x54.15, false",
    "libcuda.so.*.*, libcuda.so.1, false",
    "libcuda.so.*.*, libcuda.so.550.54.15, true",
    "*.bin, .hidden.bin, true",
    "a\\E*, a\\Eb, true",
    "a*a, a, false",
    "a*a, aa, true",
    "a*b*c, abcbc, true",
    "a*bc*c, abc, false",
    "plain, plain, true",
    "plain, plain2, false"
  })
  void matches(String pattern, String name, boolean matches) {
    assertEquals(matches, GlobPattern.of(pattern).matches(name));
  }
}
