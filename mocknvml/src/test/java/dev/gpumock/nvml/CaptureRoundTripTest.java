package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.topo.Machine;
import dev.gpumock.topo.capture.Capture;
import dev.gpumock.topo.catalog.Catalog;
import dev.gpumock.topo.catalog.CatalogException;
import dev.gpumock.topo.catalog.MachineLint;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What capture writes can be read, checked and made a library of, also of a log that no node wrote:
 * or it is refused in one line that starts with the log's name.
 */
class CaptureRoundTripTest {
  private static final int MUTANTS = 25;
  private static final int MOST_CHANGES = 6;
  private static final String NO_MIG_DEVICES = "(?<=<mig_devices>)\\s*None";

  /** Of an H100 in two halves: the first of two and one slices, the second whole. */
  private static final String MIG_DEVICES =
      migDevice(1, 0, 32) + migDevice(1, 1, 16) + migDevice(2, 0, 60);

  private static final List<String> WORDS =
      List.of(
          "",
          "N/A",
          "[N/A]",
          "Unknown Error",
          "Requested functionality has been deprecated",
          "0",
          "-1",
          "0 MiB",
          "1.5 W",
          "99999999999 MiB",
          "1e9",
          "\u00e4",
          "&#10;",
          "~",
          "*a",
          "'",
          "\"",
          ": {",
          "# no",
          "x".repeat(300),
          "00000000:FF:1F.7");

  private final Catalog catalog = Catalog.standard();
  private final Random random = new Random(20261126);
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"a100", "b200", "gb200", "h100", "h100 with MIG", "t4"})
  void isReadAsWritten(String name) throws Exception {
    List<String> log = lines(name);
    assertTrue(loads(String.join("\n", log)), "the log itself");
    assertEquals(name.contains("MIG"), captured().contains("gpuInstances"), name);
    int written = 0;
    for (int i = 0; i < MUTANTS; i++) {
      written += loads(String.join("\n", mutant(log))) ? 1 : 0;
    }
    assertTrue(written > MUTANTS / 10 && written < MUTANTS, written + " of " + MUTANTS);
  }

  private static String migDevice(int instance, int compute, int multiprocessors) {
    return """

        <mig_device>
        <index>0</index>
        <gpu_instance_id>%d</gpu_instance_id>
        <compute_instance_id>%d</compute_instance_id>
        <device_attributes>
        <shared>
        <multiprocessor_count>%d</multiprocessor_count>
        <copy_engine_count>3</copy_engine_count>
        <encoder_count>0</encoder_count>
        <decoder_count>3</decoder_count>
        <ofa_count>0</ofa_count>
        <jpg_count>3</jpg_count>
        </shared>
        </device_attributes>
        <fb_memory_usage>
        <total>40448 MiB</total>
        </fb_memory_usage>
        </mig_device>"""
        .formatted(instance, compute, multiprocessors);
  }

  private static List<String> lines(String name) throws Exception {
    try (InputStream in =
        new GZIPInputStream(
            CaptureRoundTripTest.class.getResourceAsStream(
                "/captures/" + name.split(" ")[0] + ".xml.gz"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return (name.contains("MIG") ? text.replaceAll(NO_MIG_DEVICES, MIG_DEVICES) : text)
          .lines()
          .filter(line -> !line.contains("<supported_graphics_clock>") || line.contains("5 MHz"))
          .toList();
    }
  }

  private String captured() throws Exception {
    return Files.readString(folder.resolve("captured.yaml"));
  }

  /** Whether there was a file; what is refused is refused in one line. */
  private boolean loads(String log) throws Exception {
    String text;
    try {
      text =
          new Capture(catalog, random.nextBoolean())
              .machineFile(
                  "q.xml",
                  log.getBytes(StandardCharsets.UTF_8),
                  Optional.empty(),
                  Optional.empty());
    } catch (CatalogException e) {
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      assertTrue(e.getMessage().startsWith("q.xml:"), e.getMessage());
      return false;
    }
    Path file = Files.writeString(folder.resolve("captured.yaml"), text);
    Machine machine = catalog.machine(file, "node-a");
    MachineLint.findings(machine).forEach(f -> assertEquals(1, f.lines().count(), f));
    assertTrue(DriverLibrary.build(machine, PlacedLibrary.ownCpu()).bytes().length > 0);
    return true;
  }

  private List<String> mutant(List<String> log) {
    List<String> lines = new ArrayList<>(log);
    for (int change = random.nextInt(MOST_CHANGES); change >= 0; change--) {
      int at = random.nextInt(lines.size());
      String line = lines.get(at);
      String word = WORDS.get(random.nextInt(WORDS.size()));
      switch (random.nextInt(8)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(at, line);
        case 2 -> lines.set(at, line.replaceFirst(">[^<]*</", ">" + other(lines) + "</"));
        default ->
            lines.set(
                at,
                line.replaceFirst(
                    ">[^<]*</", ">" + java.util.regex.Matcher.quoteReplacement(word) + "</"));
      }
    }
    return lines;
  }

  /** What stands in another element. */
  private String other(List<String> lines) {
    return lines.get(random.nextInt(lines.size())).strip().replaceAll("<[^>]*>|[$\\\\]", "");
  }
}
