package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.nvml.Judges.Verdict;
import dev.gpumock.topo.catalog.Catalog;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * nvidia-smi power-smoothing of drivers from 570 on, of which no program of NVIDIA's is at hand: it
 * agrees with what logs of real nodes say of the feature, whoever asks.
 */
class NvidiaSmiPowerSmoothingIT {
  private static final Pattern LEAF = Pattern.compile("<power_smoothing>(.+)</power_smoothing>");
  private static final String REFUSED = "Insufficient Permissions";
  private static final List<String> SETTERS =
      List.of("-s 1", "-s DISABLED", "-spp 2", "-ptf 50.5 -p 1", "-rur 20000 -p 0", "-rdh=10 -p=0");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"b200, dgxb200", "gb200, gb200", "h100, h100", "a100, dgxa100", "t4, t4"})
  void saysWhatALogOfARealNodeSays(String capture, String machine) throws Exception {
    String word = inCapture(capture);
    place(machine, "580.105.08");
    String log = ask("-q", "-i", "0", "-d", "POWER_SMOOTHING").out();
    assertTrue(log.matches("(?s).*\n    Power Smoothing +: " + word + "\n+"), log);
    boolean refused = word.equals(REFUSED);
    String got = refused ? "Unable to get Power Smoothing information: " + word + "\n" : "";
    assertEquals(new Verdict(refused ? 4 : 3, got, ""), smoothing("-ppd"));
    String set =
        refused
            ? "Unable to set Power Smoothing information: " + word + "\n"
            : "Power Smoothing feature is not supported on this device.\n";
    for (String setter : SETTERS) {
      assertEquals(new Verdict(refused ? 4 : 3, set, ""), smoothing(setter.split(" ")), setter);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-ptf x -p 0", "-s x", "-s", "-ptf 5", "-s 1 -ppd", "-foo", "-i 0 -spp x"})
  void refusesAWrongCommandLine(String words) throws Exception {
    place("gb200", "580.105.08");
    assertEquals(2, smoothing(words.split(" ")).status());
  }

  @Test
  void isUnknownBefore570() throws Exception {
    place("h100", "565.57.01");
    assertEquals(ask("no-such-command", "-h").status(), smoothing("-h").status());
    assertTrue(ask("-h").out().contains("power-hint"));
    assertEquals(-1, ask("-h").out().indexOf("power-smoothing"));
  }

  /** Of all GPUs of the log, which are alike. */
  private static String inCapture(String name) throws Exception {
    try (InputStream file =
            NvidiaSmiPowerSmoothingIT.class.getResourceAsStream("/captures/" + name + ".xml.gz");
        InputStream text = new GZIPInputStream(file)) {
      Matcher leaf = LEAF.matcher(new String(text.readAllBytes(), StandardCharsets.UTF_8));
      assertTrue(leaf.find(), name);
      return leaf.group(1);
    }
  }

  private void place(String machine, String driver) throws Exception {
    Path libraries = Files.createDirectory(folder.resolve("lib64"));
    String yaml = "extends: %s\ndriver: {version: %s, cuda: \"13.0\"}\n".formatted(machine, driver);
    Path file = Files.writeString(folder.resolve("machine.yaml"), yaml);
    PlacedLibrary.in(libraries, Catalog.standard().machine(file, "node-a"));
    Path program = Files.createDirectory(folder.resolve("bin")).resolve("nvidia-smi");
    Files.write(program, DriverPrograms.build(PlacedLibrary.ownCpu()).get("nvidia-smi"));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Verdict smoothing(String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of("power-smoothing"));
    all.addAll(List.of(words));
    return ask(all.toArray(String[]::new));
  }

  private Verdict ask(String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of(folder + "/bin/nvidia-smi"));
    all.addAll(List.of(words));
    return Judges.execute(all);
  }
}
