package dev.gpumock.cdi.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.cdi.file.SpecFile;
import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.spec.CdiSpec;
import dev.gpumock.cdi.spec.Device;
import dev.gpumock.cdi.tree.HostFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library without the command line, for devices of somebody else. */
class DocumentedExampleTest {
  private static final Path SOURCE =
      Path.of("src/test/java/dev/gpumock/cdi/example/AcmeDevices.java");

  @TempDir Path dir;

  @Test
  void describesDevicesOfAnyVendor() throws CdiException {
    Path file = dir.resolve("acme.yaml");
    AcmeDevices.describe(HostFiles.ofThisSystem(), "/dev/*ero", file);
    CdiSpec spec = SpecFile.read(file);
    assertEquals("acme.example/npu", spec.kind().toString());
    assertEquals(List.of("all", "zero"), spec.devices().stream().map(Device::name).toList());
    assertEquals("/usr/lib/acme", spec.edits().mounts().get(0).containerPath().text());
  }

  @Test
  void nothingIsWrittenThatARuntimeWouldRefuse() {
    Path file = dir.resolve("acme.yaml");
    CdiException e =
        assertThrows(
            CdiException.class,
            () -> AcmeDevices.describe(HostFiles.ofThisSystem(), "/dev/no*thing", file));
    assertTrue(e.getMessage().contains("devices"), e.getMessage());
    assertTrue(Files.notExists(file));
  }

  @Test
  void theDocumentHasThisExample() throws IOException {
    String source = Files.readString(SOURCE);
    String example =
        source.substring(source.indexOf("// docs/cdi.md\n") + 15, source.indexOf("  // end"));
    String document = Files.readString(Path.of("../docs/cdi.md"));
    assertTrue(
        document.contains(example.stripTrailing().stripIndent()),
        "docs/cdi.md differs: " + example);
  }
}
