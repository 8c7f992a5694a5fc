package dev.gpumock.topo.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.topo.Gpu;
import dev.gpumock.topo.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MIG devices of a log. */
class CapturedMigTest {
  @TempDir Path directory;
  private final Catalog catalog = Catalog.standard();

  /** Ids, then multiprocessors, engines for copying, encoding, decoding, flow, JPEG, and MiB. */
  private static String migDevice(String numbers) {
    return ("<mig_device><index>0</index><gpu_instance_id>%s</gpu_instance_id>"
            + "<compute_instance_id>%s</compute_instance_id><device_attributes><shared>"
            + "<multiprocessor_count>%s</multiprocessor_count>"
            + "<copy_engine_count>%s</copy_engine_count><encoder_count>%s</encoder_count>"
            + "<decoder_count>%s</decoder_count><ofa_count>%s</ofa_count><jpg_count>%s</jpg_count>"
            + "</shared></device_attributes><fb_memory_usage><total>%s MiB</total>"
            + "<used>298 MiB</used></fb_memory_usage></mig_device>")
        .formatted((Object[]) numbers.split(" "));
  }

  private String captured(String name, String architecture, int mib, String... devices) {
    StringBuilder list = new StringBuilder("<mig_devices>");
    for (String device : devices) {
      list.append(migDevice(device));
    }
    String gpu =
        CapturedLog.gpu(0, name, 33)
            .replace("Ampere", architecture)
            .replace("<total>40960 MiB", "<total>" + mib + " MiB")
            .replace("<current_mig>Disabled", "<current_mig>Enabled")
            .replace("<c2c_mode>", list + "</mig_devices><c2c_mode>");
    return new Capture(catalog, true)
        .machineFile("q.xml", CapturedLog.of(gpu), Optional.empty(), Optional.empty());
  }

  /** The first one is of an H100 with driver 575.57.08. */
  @Test
  void areInstancesOfTheBoardsProfiles() throws IOException {
    String text =
        captured(
            "NVIDIA H100 80GB HBM3",
            "Hopper",
            81559,
            "1 0 60 3 0 3 0 3 40448",
            "11 0 16 1 0 1 1 1 9984",
            "13 0 16 1 0 1 0 1 9984",
            "6 0 26 1 0 1 0 1 20096");
    leftOut(text, "the 1g.10gb at start 6 has memory slices of the 1g.20gb at start 6");
    text =
        captured(
            "NVIDIA H100 80GB HBM3",
            "Hopper",
            81559,
            "1 1 16 3 0 3 0 3 40448",
            "1 0 32 3 0 3 0 3 40448",
            "5 0 26 1 0 1 0 1 20160",
            "13 0 16 1 0 1 1 1 9984");
    assertTrue(text.contains("places follow from the ids"), text);
    Gpu gpu =
        catalog.machine(Files.writeString(directory.resolve("mine.yaml"), text), "n").gpus().get(0);
    assertEquals(
        List.of("1 3g.40gb 0", "5 1g.20gb 4", "13 1g.10gb+me 6"),
        gpu.gpuInstances().stream()
            .map(i -> i.id() + " " + i.profile().name() + " " + i.start())
            .toList());
    assertEquals(
        List.of("0 2c.3g.40gb 0", "1 1c.3g.40gb 2"),
        gpu.gpuInstances().get(0).computeInstances().stream()
            .map(c -> c.id() + " " + c.profile().name() + " " + c.start())
            .toList());
  }

  @Test
  void areLeftOutWithTheReasonWhereTheProfileCannotBeTold() throws IOException {
    String name = "NVIDIA H100 80GB HBM3";
    leftOut(
        captured(name, "Hopper", 81559, "7 0 16 1 N/A N/A N/A N/A 9984"),
        "the profile of GPU instance 7 cannot be told, it may be 1g.10gb or 1g.10gb+me");
    leftOut(
        captured(name, "Hopper", 81559, "7 0 17 1 0 1 0 1 9984"),
        "the profile of GPU instance 7 cannot be told, the board's table has none like it");
    leftOut(
        captured(name, "Hopper", 81559, "N/A 0 16 1 0 1 0 1 9984"),
        "one of them has no gpu_instance_id");
    leftOut(
        captured(name, "Hopper", 81559, "7 0 16 1 0 1 0 1 9984", "7 0 16 1 0 1 0 1 9984"),
        "no place is left in a 1g.10gb for a 1g.10gb");
  }

  private void leftOut(String text, String reason) throws IOException {
    assertTrue(text.contains("\n# The MIG devices of GPU 0 are left out: " + reason + "\n"), text);
    Gpu gpu =
        catalog.machine(Files.writeString(directory.resolve("mine.yaml"), text), "n").gpus().get(0);
    assertEquals(List.of(), gpu.gpuInstances());
    assertTrue(gpu.migMode());
  }
}
