package dev.gpumock.cdi.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.spec.CdiSpec;
import dev.gpumock.cdi.spec.ContainerEdits;
import dev.gpumock.cdi.spec.Specs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecFileTest {
  private static final CdiSpec SPEC =
      Specs.of(ContainerEdits.EMPTY, Specs.device("0", Specs.nodes("/dev/nvidia0")));

  @TempDir Path dir;

  @Test
  void writesWhatItRendersWithModeAndDirectory() throws Exception {
    Path file = dir.resolve("etc/cdi/nvidia.yaml");
    SpecFile.write(file, SPEC);
    assertArrayEquals(SpecFormat.YAML.render(SPEC), Files.readAllBytes(file));
    assertEquals(PosixFilePermissions.fromString("rw-r--r--"), Files.getPosixFilePermissions(file));
    assertEquals(SPEC, SpecFile.read(file));
  }

  @Test
  void replacesAndLeavesNothingBeside() throws Exception {
    Path file = dir.resolve("nvidia.json");
    Files.writeString(file, "old");
    SpecFile.write(file, SPEC);
    assertArrayEquals(SpecFormat.JSON.render(SPEC), Files.readAllBytes(file));
    assertEquals(List.of("nvidia.json"), List.of(dir.toFile().list()));
  }

  @Test
  void writesNoInvalidSpecification() {
    Path file = dir.resolve("nvidia.yaml");
    assertThrows(CdiException.class, () -> SpecFile.write(file, Specs.of(ContainerEdits.EMPTY)));
    assertFalse(Files.exists(file));
  }

  @Test
  void wantsANameThatRuntimesRead() {
    assertThrows(CdiException.class, () -> SpecFile.write(dir.resolve("nvidia"), SPEC));
  }

  @Test
  void saysWhichFileCannotBeWritten() throws IOException {
    Path notDirectory = Files.createFile(dir.resolve("file"));
    CdiException e =
        assertThrows(
            CdiException.class, () -> SpecFile.write(notDirectory.resolve("a.yaml"), SPEC));
    assertEquals(true, e.getMessage().startsWith("cannot write " + notDirectory));
  }

  @Test
  void namesNoFileThatNobodyAskedFor() {
    Path file = Path.of("/proc/x.yaml");
    CdiException e = assertThrows(CdiException.class, () -> SpecFile.write(file, SPEC));
    assertEquals("cannot write /proc/x.yaml: no file can be made in /proc", e.getMessage());
  }

  @Test
  void whatIsBeforeTwoDotsNeedNotBeThere() throws Exception {
    SpecFile.write(dir.resolve("a/b/../c.yaml"), SPEC);
    assertEquals(SPEC, SpecFile.read(dir.resolve("a/c.yaml")));
  }

  @Test
  void saysThatThereIsNoFile() {
    CdiException e =
        assertThrows(CdiException.class, () -> SpecFile.read(dir.resolve("missing.yaml")));
    assertEquals("there is no file " + dir.resolve("missing.yaml"), e.getMessage());
  }
}
