package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.topo.catalog.Catalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Ids and starts of GPU instances, made one after the other, as people's listings of real machines
 * have them: of boards whose memory is not mirrored.
 */
class MigPlacementIT {
  private static final Pattern CREATED = Pattern.compile("GPU instance ID +(\\d+) on GPU");
  private static final Pattern LISTED =
      Pattern.compile("\\|   0  MIG \\S+ +\\d+ +(\\d+) +(\\d+:\\d+)");
  private static final Pattern DEVICE =
      Pattern.compile("MIG (\\S+) +Device +(\\d): \\(UUID: (MIG-[0-9a-f-]{36})\\)");

  @TempDir Path folder;
  private Path program;

  @BeforeEach
  void writeProgram() throws Exception {
    program = folder.resolve("nvidia-smi");
    Files.write(program, DriverPrograms.build(PlacedLibrary.ownCpu()).get("nvidia-smi"));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    TestPrograms.requireRoot();
  }

  @ParameterizedTest
  @CsvSource({
    "h100, '19,19,19,19,19,19,19', '13 11 12 7 8 9 10'",
    "h100, '14,14,14', '5 3 4'",
    "h100, '9,9', '2 1'",
    "h100, '5', '1'",
    "h100, '0', '0'",
    "h100, '15,15,15,15', '5 3 4 6'",
    "h100, '19,14,5', '13 5 1'",
    "h100, '9,19,14,19', '2 7 4 8'",
    "h100, '14,19,19,19,19,19', '5 13 7 8 9 10'",
    "h100, '19,19,14,9', '13 11 3'",
    "h100, '9,14,19,19', '2 3 9 10'",
    "h100, '14,14,14,20', '5 3 4 13'",
    "h100, '5,9', '1 2'",
    "dgxa100, '19,19,19,19,19,19,19', '13 11 12 7 8 9 10'",
    "a30, '14,14,5', '3 4 2'",
    "rtxpro6000, '14,14,14,14', '3 4 5 6'",
    "rtxpro6000, '5,14,14', '1 5 6'",
  })
  void followTheRealOnes(String machine, String profiles, String ids) throws Exception {
    place(machine);
    smi("-i", "0", "-mig", "1");
    assertEquals(ids, found(CREATED, smi("mig", "-i", "0", "-cgi", profiles)));
  }

  /** As a container has them: of three MIG devices those of the files in /dev/nvidia-caps. */
  @Test
  void onlyMigDevicesWithADeviceFileAreSeen() throws Exception {
    TestPrograms.require("unshare");
    place("h100");
    smi("-i", "0", "-mig", "1");
    smi("mig", "-i", "0", "-cgi", "19,19,14", "-C");
    List<String> all = devices(smi("-L"));
    assertEquals(3, all.size());
    // Of the GPU instances 3, 11 and 13 of GPU 0, each with the compute instance 0.
    assertEquals(List.of(all.get(0), all.get(2)), devices(smiWithCaps("cap31", "cap121")));
    assertEquals(List.of(all.get(1)), devices(smiWithCaps("cap103")));
    assertEquals(all, devices(smiWithCaps("cap1", "cap103")));
    assertEquals(List.of(), devices(smiWithCaps("cap2000")));
  }

  private static List<String> devices(String listed) {
    return DEVICE.matcher(listed).results().map(found -> found.group(3)).toList();
  }

  private String smiWithCaps(String... caps) throws Exception {
    StringBuilder setup = new StringBuilder("mount -t tmpfs tmpfs /dev && mkdir /dev/nvidia-caps");
    setup.append(" && mknod /dev/nvidia0 c 195 0");
    for (String cap : caps) {
      setup.append(
          " && mknod /dev/nvidia-caps/nvidia-%s c 236 %s".formatted(cap, cap.substring(3)));
    }
    return TestPrograms.assertDone(
        TestPrograms.run(
            Map.of("LD_LIBRARY_PATH", folder.toString()),
            List.of("unshare", "--mount", "sh", "-c", setup + " && exec " + program + " -L")));
  }

  @Test
  void standInTheStartAndAreInOrderInTheList() throws Exception {
    place("h100");
    smi("-i", "0", "-mig", "1");
    smi("mig", "-i", "0", "-cgi", "9,19,14,19", "-C");
    Map<String, String> starts =
        LISTED
            .matcher(smi("mig", "-i", "0", "-lgi"))
            .results()
            .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
    assertEquals(Map.of("2", "4:4", "7", "0:1", "4", "2:2", "8", "1:1"), starts);
    List<String> devices =
        DEVICE.matcher(smi("-L")).results().map(row -> row.group(2) + " " + row.group(1)).toList();
    assertEquals(List.of("0 3g.40gb", "1 2g.20gb", "2 1g.10gb", "3 1g.10gb"), devices);
  }

  @Test
  void bringTheSameUuidAtTheSamePlace() throws Exception {
    place("h100");
    smi("-i", "0", "-mig", "1");
    smi("mig", "-i", "0", "-cgi", "19", "-C");
    String before = smi("-L");
    smi("mig", "-i", "0", "-dci");
    smi("mig", "-i", "0", "-dgi");
    smi("mig", "-i", "0", "-cgi", "19,14", "-C");
    Matcher first = DEVICE.matcher(before);
    assertEquals(true, first.find() && smi("-L").contains(first.group(3)), before);
  }

  /** What the DRA driver counts on: it turns MIG off after each MIG device that it gives up. */
  @Test
  void keepMigOn() throws Exception {
    place("h100");
    smi("-i", "0", "-mig", "1");
    smi("mig", "-i", "0", "-cgi", "19,14", "-C");
    String before = smi("-L");
    String refused = smi("-i", "0", "-mig", "0");
    assertTrue(
        refused.matches(
            "(?s)Unable to disable MIG Mode for GPU \\S+: In use by another client\n.*"),
        refused);
    assertEquals(before, smi("-L"));
    String modes = smi("-i", "0", "--query-gpu=mig.mode.current,mig.mode.pending", "--format=csv");
    assertTrue(modes.endsWith("Enabled, Enabled\n"), modes);
  }

  private void place(String machine) throws Exception {
    PlacedLibrary.in(folder, Catalog.standard().machine(machine, "node-a"));
  }

  private String smi(String... arguments) throws Exception {
    return TestPrograms.runWith(folder, program, arguments).output();
  }

  private static String found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(row -> row.group(1))
        .collect(Collectors.joining(" "));
  }
}
