package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.nvml.Judges.Verdict;
import dev.gpumock.topo.Machine;
import dev.gpumock.topo.catalog.Catalog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The layouts of drivers of which no program of NVIDIA's is at hand: our log in XML has the
 * elements that logs of real nodes have, in their order.
 */
class NvidiaSmiLayoutIT {
  private static final Pattern DRIVER = Pattern.compile("<driver_version>([^<]+)");
  private static final Pattern CUDA = Pattern.compile("<cuda_version>([^<]+)");
  private static final Pattern TYPE = Pattern.compile("<!DOCTYPE [^>]+>");

  /** How many processes and clocks there are is not the layout's. */
  private static final Pattern LISTED =
      Pattern.compile("(?s)<(supported_clocks|processes|accounted_processes)>.*?</\\1>");

  private static final Pattern TAG = Pattern.compile("<(/?\\w+)[^>]*>");

  @TempDir Path folder;

  private static String text(InputStream stream) throws IOException {
    try (InputStream in = stream) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream capture(String file) {
    return NvidiaSmiLayoutIT.class.getResourceAsStream("/captures/" + file);
  }

  static Stream<Arguments> captures() throws IOException {
    return text(capture("machines.csv"))
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(","))
        .map(row -> Arguments.of(row[0], row[1]));
  }

  @ParameterizedTest
  @MethodSource("captures")
  void printsTheElementsOfARealNodeInTheirOrder(String log, String machine) throws Exception {
    String real = text(new GZIPInputStream(capture(log + ".xml.gz")));
    String yaml =
        "extends: %s\ndriver: {version: %s, cuda: \"%s\"}\n"
            .formatted(machine, only(DRIVER, real), only(CUDA, real));
    Path file = Files.writeString(folder.resolve("machine.yaml"), yaml);
    String ours = print(Catalog.standard().machine(file, "node-a"));
    assertEquals(only(TYPE, real), only(TYPE, ours));
    List<String> expected = elements(real);
    assertTrue(expected.size() > 300, expected.size() + " elements of " + log);
    assertEquals(expected, elements(ours));
  }

  private String print(Machine machine) throws Exception {
    Path libraries = Files.createDirectory(folder.resolve("lib64"));
    PlacedLibrary.in(libraries, machine);
    Path program = Files.createDirectory(folder.resolve("bin")).resolve("nvidia-smi");
    Files.write(program, DriverPrograms.build(PlacedLibrary.ownCpu()).get("nvidia-smi"));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    Verdict verdict = Judges.execute(List.of(program.toString(), "-q", "-x", "-i", "0"));
    assertEquals(0, verdict.status(), verdict.out());
    return verdict.out();
  }

  private static String only(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertTrue(matcher.find(), () -> "no " + pattern + " in " + text);
    return matcher.group(matcher.groupCount());
  }

  /** Starts and ends of elements, of the log's head and its first GPU. */
  private static List<String> elements(String xml) {
    String first = xml.substring(0, xml.indexOf("</gpu>"));
    String layout = LISTED.matcher(first).replaceAll("<$1></$1>");
    return TAG.matcher(layout).results().map(found -> found.group(1)).toList();
  }
}
