package dev.gpumock.cdi.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gpumock.cdi.CdiGenerator;
import dev.gpumock.cdi.Generated;
import dev.gpumock.cdi.file.SpecFormat;
import dev.gpumock.cdi.request.CdiRequest;
import dev.gpumock.cdi.request.DeviceSelection;
import dev.gpumock.cdi.request.DriverLocation;
import dev.gpumock.cdi.request.HookOptions;
import dev.gpumock.cdi.request.Mode;
import dev.gpumock.cdi.request.Profile;
import dev.gpumock.cdi.request.SearchEnvironment;
import dev.gpumock.cdi.request.ToolkitVersion;
import dev.gpumock.cdi.spec.SpecKind;
import dev.gpumock.cdi.tree.HostFiles;
import dev.gpumock.topo.CpuArchitecture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
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

  /** The toolkit writes bytes in base64; all else is the same. */
  @Test
  void aNameThatIsNoUtf8IsLeftOutWithAWarning() throws Exception {
    Path root = dir.resolve("bytes");
    Path libraries = Files.createDirectories(root.resolve("lib64"));
    TestMachine machine = TestMachines.all().get(0);
    String version = machine.version();
    DriverTree.build(
        root, new DriverTree.Shape(machine, "/", "/", DriverTree.Layout.DRIVER_CONTAINER, false));
    CdiRequest request =
        CdiRequest.of(
            Profile.TOOLKIT,
            DriverLocation.at(root + ""),
            SearchEnvironment.of(Map.of("PATH", "/usr/bin"), CpuArchitecture.AMD64));
    byte[] before = ours(request, machine, List.of());
    String script =
        "cd $1; for i in a '\\377' '\\303\\251\\351%%' '\\360\\237\\230'; do >\"lib$(printf"
            + " $i).so.$2\"; done; >\"$(printf '\\377').txt\"; rm liba.so.$2";
    Judges.Run made =
        Judges.run(List.of("sh", "-euc", script, "sh", libraries + "", version), Map.of());
    assertEquals(0, made.status(), made.error());
    List<String> warnings =
        List.of(
            libraries + "/lib\\xC3\\xA9\\xE9%.so." + version,
            libraries + "/lib\\xF0\\x9F\\x98.so." + version,
            libraries + "/lib\\xFF.so." + version);
    byte[] ours = ours(request, machine, warnings);
    assertEquals(text(before), text(ours));
    Judges.Run theirs =
        Judges.run(
            List.of(
                "env",
                "PATH=/usr/bin",
                Judges.path("nvidia-ctk") + "",
                "--quiet",
                "cdi",
                "generate",
                "--driver-root",
                root + ""),
            Map.of());
    Pattern bytes =
        Pattern.compile(
            "        - hostPath: !!binary .*\n"
                + "( {12}.*\n"
                + ")* {10}containerPath: !!binary .*\n"
                + "( {12}.*\n"
                + ")* {10}options:\n"
                + "( {12}- .*\n"
                + ")+");
    assertEquals(3, bytes.matcher(theirs.text()).results().count(), theirs.error());
    assertEquals(bytes.matcher(theirs.text()).replaceAll(""), text(ours));
  }

  private static byte[] ours(CdiRequest request, TestMachine machine, List<String> leftOut)
      throws Exception {
    Generated generated = CdiGenerator.generate(HostFiles.ofThisSystem(), request, machine.facts());
    assertEquals(
        leftOut.stream().map(file -> file + " is left out: its name is no UTF-8 text").toList(),
        generated.warnings().stream().filter(w -> w.contains("left out")).sorted().toList());
    return SpecFormat.YAML.render(generated.main());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
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
