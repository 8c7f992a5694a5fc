package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.topo.Machine;
import dev.gpumock.topo.MigUuid;
import dev.gpumock.topo.capture.Capture;
import dev.gpumock.topo.catalog.Catalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A node that starts with MIG devices is, for NVIDIA's nvidia-smi, one on which it has made them;
 * and so is the node that its own log was made a machine of.
 */
class MigAtStartIT {
  private static final Catalog CATALOG = Catalog.standard();
  private static final String SMI = "nvidia-smi-550";
  private static final String LISTS = "-L,mig -lgi,mig -lci,mig -lgip,mig -lcip,mig -lcipp";

  /** Every profile, compute instances of all sizes, and a GPU of which parts were destroyed. */
  private static final List<String> PARTITIONS =
      List.of(
          "-i 0,1,2,3,4,5 -mig 1",
          "mig -i 0 -cgi 9,19,14,19 -C",
          "mig -i 1 -cgi 5,9",
          "mig -i 1 -gi 1 -cci 0,1",
          "mig -i 1 -gi 2 -cci 0,0",
          "mig -i 2 -cgi 0",
          "mig -i 2 -gi 0 -cci 2,0,1",
          "mig -i 3 -cgi 20,15,19,14",
          "mig -i 3 -gi 4 -cci 0,0",
          "mig -i 3 -gi 5,7,13 -cci",
          "mig -i 4 -cgi 19,19,19,19,19,19,19 -C",
          "mig -i 4 -gi 11 -dci",
          "mig -i 4 -gi 11 -dgi",
          "mig -i 5 -cgi 15,15,15,15 -C");

  @TempDir Path folder;

  private Path placed(String name, Machine machine) throws IOException {
    Path libraries = Files.createDirectories(folder.resolve(name));
    PlacedLibrary.in(libraries, machine);
    return libraries;
  }

  private static String smi(Path libraries, String arguments) throws Exception {
    Judges.Verdict run = Judges.run(SMI, libraries, arguments.split(" "));
    assertEquals(0, run.status(), arguments + ": " + run.out() + run.err());
    return run.out();
  }

  /** Of a file with the catalog's name, as identifiers are derived from it. */
  private Machine machine(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".yaml"), text);
    return CATALOG.machine(file, "node-a");
  }

  private static void alike(Path made, Path started) throws Exception {
    for (String list : LISTS.split(",")) {
      assertEquals(smi(made, list), smi(started, list), list);
    }
    Map<String, String> of = leaves(made);
    assertTrue(of.keySet().stream().anyMatch(path -> path.contains("/mig_device/")));
    assertEquals(of, leaves(started));
  }

  /** As captured on real ones: an A100 of 40 GB, an A30, and an A100 of 80 GB. */
  @ParameterizedTest
  @CsvSource({
    "dgxa100, 1g.5gb, 8191",
    "a30, 2g.12gb, 16383",
    "dgxa100-80, 1g.20gb, 32767",
    "dgxa100-80, 3g.40gb, 65535"
  })
  void haveTheirShareOfTheWindow(String name, String profile, int mib) throws Exception {
    String text = "extends: %s\ngpuInstances: [{profile: %s}]\n".formatted(name, profile);
    Map<String, String> log = leaves(placed("started", machine(name, text)));
    String window = "/gpu/mig_devices/mig_device/bar1_memory_usage/";
    assertEquals(mib + " MiB", log.get(window + "total"));
    assertEquals(mib + " MiB", log.get(window + "free"));
  }

  private static Map<String, String> leaves(Path libraries) throws Exception {
    byte[] log = smi(libraries, "-q -x").getBytes(StandardCharsets.UTF_8);
    Map<String, String> leaves = LogLeaves.of(log);
    leaves.remove("/timestamp");
    return leaves;
  }

  @ParameterizedTest
  @CsvSource({
    "h100, '19,19,19,19,19,19,19'",
    "h100, '9,19,14,19'",
    "h100, '15,15,15,15'",
    "h100, '14,14,14,20'",
    "dgxa100, '5,9'",
    "dgxa100, '0'",
    "a30, '14,14,5'",
    "a30, '21,6'",
    "rtxpro6000, '5,14,14'",
  })
  void areAsIfMadeOneAfterTheOther(String name, String profiles) throws Exception {
    Path made = placed("made", CATALOG.machine(name, "node-a"));
    smi(made, "-i 0 -mig 1");
    smi(made, "mig -i 0 -cgi " + profiles + " -C");
    String list = "{profile: " + profiles.replace(",", "}, {profile: ") + "}";
    String text = "extends: %s\ngpus: [{index: 0, gpuInstances: [%s]}]\n".formatted(name, list);
    alike(made, placed("started", machine(name, text)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dgxa100", "h100"})
  void areCapturedFromTheLog(String name) throws Exception {
    Path made = placed("made", CATALOG.machine(name, "node-a"));
    for (String command : PARTITIONS) {
      smi(made, command);
    }
    byte[] log = smi(made, "-q -x").getBytes(StandardCharsets.UTF_8);
    String text =
        new Capture(CATALOG, false).machineFile("q.xml", log, Optional.empty(), Optional.empty());
    assertTrue(!text.contains("left out"), text.substring(0, 500));
    alike(made, placed("started", machine(name, text)));
  }

  /** As people's listings of real GPUs have it whose halves have changed places. */
  @ParameterizedTest
  @CsvSource({
    "'{profile: 9, id: 1, start: 4}', '19,14,19', '1@4 6@2 11@0 12@1'",
    "'{profile: 19, id: 9}, {profile: 19, id: 14}', 14, '5@0 9@6 14@3'",
    "'{profile: 14, id: 3, start: 4}, {profile: 14, id: 5}', 19, '3@4 5@0 9@6'",
  })
  void tellThatAGpuIsMirrored(String list, String profiles, String expected) throws Exception {
    String text = "extends: dgxa100\ngpus: [{index: 0, gpuInstances: [%s]}]\n".formatted(list);
    Path libraries = placed("started", machine("dgxa100", text));
    smi(libraries, "mig -i 0 -cgi " + profiles);
    String listed =
        Pattern.compile("\\|   0  MIG \\S+ +\\d+ +(\\d+) +(\\d+):\\d+")
            .matcher(smi(libraries, "mig -lgi"))
            .results()
            .map(row -> row.group(1) + "@" + row.group(2))
            .sorted(Comparator.comparing(row -> Integer.parseInt(row.split("@")[0])))
            .collect(Collectors.joining(" "));
    assertEquals(expected, listed);
  }

  @Test
  void comeBackWithAReset() throws Exception {
    Machine machine =
        machine(
            "h100",
            "extends: h100\ngpuInstances: [{profile: 3g.40gb, computeInstances: [{profile: 0}]}]\n");
    Path libraries = placed("started", machine);
    String before = smi(libraries, "-L");
    String uuid = MigUuid.of(machine.gpus().get(7).uuid(), 2, 0);
    assertTrue(before.contains("MIG 1c.3g.40gb  Device  0: (UUID: " + uuid + ")"), before);
    smi(libraries, "mig -i 0 -dci");
    smi(libraries, "mig -i 0 -dgi");
    smi(libraries, "mig -i 0,1 -cgi 19 -C");
    assertNotEquals(before, smi(libraries, "-L"));
    LiveState.open(libraries.resolve("libnvidia-ml.so.1")).change(edit -> edit.reset(0).reset(1));
    assertEquals(before, smi(libraries, "-L"));
  }
}
