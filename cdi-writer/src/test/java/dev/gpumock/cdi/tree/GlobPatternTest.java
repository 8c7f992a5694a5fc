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
    "a\\E*, aEb, true",
    "a\\E*, a\\Eb, false",
    "a\\\\*, a\\b, true",
    "a\\*, a*, true",
    "a\\*, ab, false",
    "a\\, a\\, false",
    "a?c, abc, true",
    "a?c, ac, false",
    "?, \uD83D\uDE00, true",
    "a[b-d], ac, true",
    "a[b-d], ae, false",
    "a[^b-d], ae, true",
    "a[^b-d], ac, false",
    "a[^b-d], a, false",
    "x[yz]*.so, xz1.so, true",
    "[*?], ?, true",
    "[*?], a, false",
    "[d-b], c, false",
    "[^d-b], c, true",
    "[a-], -, false",
    "[a-], a, false",
    "[\\-x], -, true",
    "[\\]], ], true",
    "[], ], false",
    "[]a], ], false",
    "[-a], a, false",
    "[a, [a, false",
    "a], a], true",
    "a[.], a., true",
    "a[&&b], a&, true",
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
