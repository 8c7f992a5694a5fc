package dev.gpumock.topo.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.topo.catalog.Catalog;
import dev.gpumock.topo.catalog.CatalogException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no log of nvidia-smi -q -x, or would have the reader do more than read. */
class WrongLogTest {
  @TempDir Path directory;
  private final Catalog catalog = Catalog.standard();

  @Test
  void whatIsNoLogIsRefusedInOneLine() {
    refused("<nvidia_smi_log>", "q.xml:1: not XML");
    refused("<html/>", "q.xml: the root is 'html'");
    refused("<nvidia_smi_log/>", "q.xml: no GPU in it");
    refused("", "not XML");
    refused("<nvidia_smi_log><gpu/></nvidia_smi_log>", "q.xml: it has no driver_version;");
    String odd =
        new String(
            CapturedLog.of(
                CapturedLog.gpu(0, "NVIDIA A100-SXM4-40GB", 33),
                CapturedLog.gpu(1, "NVIDIA A100-SXM4-40GB", 35)),
            StandardCharsets.UTF_8);
    refused(
        odd.replace("00000000:01:00.0", "here"),
        "q.xml: it makes no machine: 'here' is not a PCI address");
    refused(odd.replace("12.8", ""), "q.xml: it has no cuda_version; give a whole log");
    refused(odd.replaceFirst("<pci_bus_id>", "<pci_bus_id>N/A "), "'N/A 00000000:00:00.0' is not");
    refused(odd.replaceFirst("<pci_bus_id>[^<]*", "<pci_bus_id>"), "GPU 0 of it has no pci_bus_id");
    refused(
        odd.replace("A100-SXM4", "\u00c4100"),
        "q.xml: it makes no machine: name must be printable ASCII, by");
  }

  @Test
  void aLogAsDeepAsAFileCanBeIsRefused() {
    int depth = 200_000;
    refused(
        "<nvidia_smi_log>" + "<a>".repeat(depth) + "</a>".repeat(depth) + "</nvidia_smi_log>",
        "q.xml");
  }

  @Test
  void entitiesAreNotFollowed() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "hidden");
    String xml =
        "<!DOCTYPE nvidia_smi_log [<!ENTITY x SYSTEM \""
            + secret.toUri()
            + "\">]>"
            + "<nvidia_smi_log><driver_version>550.54.15</driver_version><cuda_version>12.4</cuda_version>"
            + CapturedLog.gpu(0, "A&x;", 30)
            + "</nvidia_smi_log>";
    try {
      String text =
          new Capture(catalog, true)
              .machineFile(
                  "q.xml",
                  xml.getBytes(StandardCharsets.UTF_8),
                  Optional.empty(),
                  Optional.empty());
      assertTrue(!text.contains("hidden"));
    } catch (CatalogException e) {
      assertTrue(!e.getMessage().contains("hidden"));
    }
  }

  private void refused(String xml, String expected) {
    CatalogException e =
        assertThrows(
            CatalogException.class,
            () ->
                new Capture(catalog, true)
                    .machineFile(
                        "q.xml",
                        xml.getBytes(StandardCharsets.UTF_8),
                        Optional.empty(),
                        Optional.empty()));
    assertTrue(e.getMessage().contains(expected), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }
}
