package dev.gpumock.cdi.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gpumock.cdi.request.DeviceSelection;
import dev.gpumock.cdi.request.HookOptions;
import dev.gpumock.cdi.request.Mode;
import dev.gpumock.cdi.request.ToolkitVersion;
import dev.gpumock.cdi.spec.SpecKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries with any characters in their names: the same bytes as nvidia-ctk writes. */
class OddNamesIT {
  /** Blanks, breaks, quotes, what YAML gives a meaning, and the ends of what UTF-8 encodes. */
  private static final String CHARACTERS =
      " \t\n\r\u000b\f\u001b\u0007\u007f\u0085\u00a0\u2028\u2029'\"\\#:-?,[]{}&*!|>%@`~<=9.ae\u00e9"
          + "\ud7ff\ue000\ufeff\ufffd\uff5e\ud83d\ude00\ud800\udc00\udbff\udffd";

  private static final int NAMES = 400;
  private static final int LONGEST = 5;

  @TempDir static Path dir;

  @BeforeAll
  static void require() throws IOException {
    Judges.require();
    Judges.need("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "needs a UTF-8 locale");
  }

  @Test
  void sameBytesAndTheSameOrder() throws IOException {
    DriverTree.Shape shape =
        new DriverTree.Shape(
            TestMachines.all().get(0), "/d", "/d", DriverTree.Layout.DRIVER_CONTAINER, false);
    DriverTree.build(dir, shape);
    ChrootToolkit toolkit =
        new ChrootToolkit("nvidia-ctk", Files.createDirectory(dir.resolve("j")));
    toolkit.install(dir);
    Random random = new Random(1);
    int[] characters = CHARACTERS.codePoints().toArray();
    for (int i = 0; i < NAMES; i++) {
      StringBuilder name = new StringBuilder(random.nextBoolean() ? "lib" : "");
      for (int length = 1 + random.nextInt(LONGEST); length > 0; length--) {
        name.appendCodePoint(characters[random.nextInt(characters.length)]);
      }
      Path file = dir.resolve("d/lib64").resolve(name + ".so." + shape.machine().version());
      Files.write(file, TinyElf.of(62, ""));
    }
    Comparison comparison = new Comparison(toolkit, ToolkitVersion.V1_20_0);
    Combination yaml =
        new Combination(
            shape,
            Mode.NVML,
            DeviceSelection.DEFAULT,
            SpecKind.NVIDIA_GPU,
            HookOptions.DEFAULT,
            Set.of(),
            List.of(),
            List.of(),
            false);
    comparison.compare(dir, yaml);
    comparison.compare(dir, yaml.inJson());
    assertEquals("", comparison.differences());
    assertEquals(2, comparison.equal());
  }
}
