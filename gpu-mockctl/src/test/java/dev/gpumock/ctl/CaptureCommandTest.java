package dev.gpumock.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.topo.Machine;
import dev.gpumock.topo.catalog.Catalog;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gpu-mockctl capture}. */
class CaptureCommandTest {
  private static final String UUID = "GPU-00000001-0000-0000-0000-000000000000";
  private static final String LOG =
      "<nvidia_smi_log><driver_version>550.54.15</driver_version><cuda_version>12.4</cuda_version>"
          + "<gpu id=\"00000000:01:00.0\"><product_name>Tesla T4</product_name>"
          + "<product_architecture>Turing</product_architecture><uuid>"
          + UUID
          + "</uuid><minor_number>0</minor_number><pci><pci_bus_id>00000000:01:00.0</pci_bus_id></pci>"
          + "<fb_memory_usage><total>15000 MiB</total></fb_memory_usage></gpu></nvidia_smi_log>";

  @TempDir private Path folder;

  private String log() throws Exception {
    return Files.writeString(folder.resolve("q.xml"), LOG).toString();
  }

  @Test
  void theFileIsAMachine() throws Exception {
    Path file = folder.resolve("mine.yaml");
    CliRun run = CliRun.of("capture", log(), "--output", file.toString(), "--keep-identifiers");
    assertEquals(ExitCode.DONE, run.code(), run.err());
    Machine machine = Catalog.standard().machine(file, "n");
    assertEquals(15000, machine.gpus().get(0).board().memory().totalMiB());
    assertEquals(UUID, machine.gpus().get(0).uuid().toString());
    CliRun.of("machines", "lint", file.toString()).done();
    CliRun.of("capture", log(), "--output", file.toString())
        .refused(ExitCode.FAILED, file + ": is there already; --force replaces it");
    CliRun.of("capture", log(), "--output", file.toString(), "--force");
    assertFalse(Files.readString(file).contains(UUID));
  }

  @Test
  void fromAPipeToStdout() {
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(LOG.getBytes(StandardCharsets.UTF_8)));
      String yaml = CliRun.of("capture", "-").done().out();
      assertTrue(yaml.contains("name: Tesla T4") && !yaml.contains(UUID), yaml);
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void badInput() throws Exception {
    String text = Files.writeString(folder.resolve("t.xml"), "GPU 0: Tesla T4").toString();
    CliRun.of("capture").refused(ExitCode.USAGE, "Missing required parameter: 'FILE.xml|-'");
    CliRun.of("capture", "/none").refused(ExitCode.FAILED, "/none: cannot be read: there is no");
    CliRun.of("capture", folder.toString()).refused(ExitCode.FAILED, folder + ": cannot be read");
    CliRun.of("capture", text).refused(ExitCode.FAILED, text + ":1: not XML");
    CliRun.of("capture", log(), "--topo", "/none").refused(ExitCode.FAILED, "/none: cannot");
    CliRun.of("capture", log(), "--output", "/none/x.yaml")
        .refused(ExitCode.FAILED, "/none/x.yaml");
    CliRun.of("capture", log(), "--scrub", "--keep-identifiers")
        .refused(ExitCode.USAGE, "--scrub", "--keep-identifiers", "mutually exclusive");
  }
}
