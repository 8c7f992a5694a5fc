package dev.gpumock.topo.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.topo.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged machine files are accepted or refused with one line; nothing crashes, hangs or writes.
 */
class MutatedMachineFileTest {
  private static final int FILES = 2000;
  private static final List<String> STARTS =
      List.of("dgxa100", "gb200", "t4", "p5.48xlarge", "h100");
  private static final String DIVIDED =
      "\ngpuInstances:\n  - profile: 4g.40gb\n    id: 1\n    computeInstances:\n"
          + "      - {profile: 1c.4g.40gb, start: 2}\n      - profile: 1\n"
          + "  - {profile: 2g.20gb}\n  - profile: 19\n    start: 6\n";

  private static final List<String> WORDS =
      List.of(
          "0",
          "-1",
          "99999999999",
          "1e9",
          ".nan",
          "~",
          "true",
          "[]",
          "{}",
          "&a",
          "*a",
          "\"",
          "\t",
          "0x",
          "gpus:",
          "- ",
          "!!java.lang.Object",
          "\u00e4",
          "\u0000",
          "---\n",
          "? ",
          "<<: *a",
          "|",
          "%");

  private final Random random = new Random(20261125);
  private final Catalog catalog = Catalog.standard();
  @TempDir Path directory;

  @Test
  void eachIsAcceptedOrRefusedInOneLine() throws IOException {
    int accepted = 0;
    for (int i = 0; i < FILES; i++) {
      Path file = directory.resolve("m" + i + ".yaml");
      Files.write(file, mutant());
      accepted += assertTimeoutPreemptively(Duration.ofSeconds(20), () -> accepted(file)) ? 1 : 0;
      Files.delete(file);
    }
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(0, left.count());
    }
    assertTrue(accepted > FILES / 100 && accepted < FILES, accepted + " of " + FILES + " accepted");
  }

  private boolean accepted(Path file) {
    try {
      Machine machine = catalog.machine(file, "node-a");
      assertEquals(machine, catalog.machine(file, "node-a"));
      return true;
    } catch (CatalogException e) {
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      assertTrue(
          e.getMessage().startsWith(file + ":")
              || e.getMessage().matches("(machines|boards)/\\S+:.*"),
          e.getMessage());
      return false;
    }
  }

  private byte[] mutant() {
    String name = STARTS.get(random.nextInt(STARTS.size()));
    String text =
        new String(new BuiltInCatalog().machine(name).orElseThrow(), StandardCharsets.UTF_8)
            + (name.equals("h100") ? DIVIDED : "");
    for (int change = random.nextInt(3); change >= 0; change--) {
      text = random.nextBoolean() ? changedText(text) : changedLine(text);
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(10) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private String changedText(String text) {
    int at = random.nextInt(text.length());
    int gone = random.nextInt(Math.min(4, text.length() - at));
    String word = WORDS.get(random.nextInt(WORDS.size()));
    return text.substring(0, at) + word + text.substring(at + gone);
  }

  /** A line lost, doubled, moved in, or with another value. */
  private String changedLine(String text) {
    List<String> lines = new java.util.ArrayList<>(text.lines().toList());
    int at = random.nextInt(lines.size());
    switch (random.nextInt(4)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(at, lines.get(at));
      case 2 -> lines.set(at, "  " + lines.get(at));
      default ->
          lines.set(
              at,
              lines
                  .get(at)
                  .replaceAll(": [^,{}]+", ": " + WORDS.get(random.nextInt(WORDS.size()))));
    }
    return String.join("\n", lines) + "\n";
  }
}
