package dev.gpumock.cdi.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlashPathTest {
  @ParameterizedTest
  @CsvSource({
    "/a/b, /a/b",
    "/a//b/, /a/b",
    "/a/./b/../c, /a/c",
    "/../a, /a",
    "/, /",
    "a/../.., ..",
    "'', .",
    "../a, ../a"
  })
  void cleans(String path, String clean) {
    assertEquals(clean, SlashPath.clean(path));
  }

  @ParameterizedTest
  @CsvSource({
    "/usr/lib/x.so, /usr/lib, x.so",
    "/x.so, /, x.so",
    "x.so, ., x.so",
    "/usr/lib/, /usr/lib, lib",
    "/, /, /"
  })
  void splits(String path, String parent, String name) {
    assertEquals(parent, SlashPath.parent(path));
    assertEquals(name, SlashPath.name(path));
  }

  @ParameterizedTest
  @CsvSource({"/root, /dev, /root/dev", "/, /, /", "'', /dev, /dev", "'', '', ''"})
  void joins(String first, String second, String joined) {
    assertEquals(joined, SlashPath.join(first, second));
  }
}
