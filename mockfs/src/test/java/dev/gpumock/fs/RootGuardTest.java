package dev.gpumock.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RootGuardTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"/, own root", "/../.., own root", "'', empty", "driver, relative"})
  void refusesRootsThatAreNoPlace(String root, String reason) {
    String message = refusal(Path.of(root));
    assertTrue(message.contains(reason), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void refusesALinkAndAnythingBelowOne() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), elsewhere);
    assertTrue(refusal(link).contains("is a link to " + elsewhere));
    assertTrue(refusal(link.resolve("driver")).contains("is a link to " + elsewhere));
  }

  @Test
  void refusesAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertTrue(refusal(file).contains("is not a directory"));
  }

  @Test
  void takesAPathWithDotsByWhatItMeans() {
    assertEquals(folder.resolve("b"), RootGuard.checked(folder.resolve("a/../b")));
  }

  private static String refusal(Path root) {
    return assertThrows(MockTreeException.class, () -> RootGuard.checked(root)).getMessage();
  }
}
