package dev.gpumock.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher, in a locale whose files have ASCII names only, beside nvidia-ctk. */
class CdiLocaleIT {
  /** A driver root and a library in it that are called é; the shell makes the bytes. */
  private static final String SCRIPT =
      """
      root=$1/dr$(printf '\\303\\251')
      ctl() { env -i PATH="$PATH" $locale "$here/bin/gpu-mockctl" "$@"; }
      here=$1 ctk=$2 locale=$3
      ctl all --machine t4 --ignore-real-driver --driver-root "$root" --base "$root-base" \\
        --cdi-output "$root.yaml" >/dev/null
      library=$(ls "$root"/lib64/libcuda.so.*.*)
      cp "$library" "$root/lib64/lib$(printf '\\303\\251').so.${library##*libcuda.so.}"
      ctl cdi generate --profile toolkit --driver-root "$root" >"$root.ours"
      env -i PATH="$PATH" $locale "$ctk" --quiet cdi generate --driver-root "$root" >"$root.theirs"
      grep -q "hostPath: $root/lib64/lib$(printf '\\303\\251').so" "$root.ours"
      cmp "$root.ours" "$root.theirs"
      """;

  @TempDir private Path dir;

  @BeforeAll
  static void require() {
    Judges.require();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "LC_ALL=C", "LC_ALL=POSIX", "LANG=xx_YY.UTF-8", "LC_ALL=C.UTF-8"})
  void anyNameIsRead(String locale) throws IOException {
    Path launcher = Path.of("src/main/launcher/gpu-mockctl");
    Path bin = Files.createDirectory(dir.resolve("bin"));
    Files.copy(launcher, bin.resolve("gpu-mockctl"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.createSymbolicLink(dir.resolve("gpu-mockctl"), Path.of("").toAbsolutePath());
    String toolkit = output(List.of(Judges.program(), "path", "nvidia-ctk")).strip();
    output(List.of("sh", "-euc", SCRIPT, "sh", dir.toRealPath() + "", toolkit, locale));
  }

  /** The image's entry point does the same. */
  @Test
  void theImageLooksAtTheLocaleLikewise() throws IOException {
    String launcher = ofTheLocale(Path.of("src/main/launcher/gpu-mockctl"));
    assertEquals(launcher, ofTheLocale(Path.of("src/main/image/usr/local/bin/gpu-mockctl")));
  }

  private static String ofTheLocale(Path script) throws IOException {
    String text = Files.readString(script);
    return text.substring(text.indexOf("case ${LC_ALL"), text.indexOf("esac\nexec"));
  }

  private static String output(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.onExit().join().exitValue(), out);
    return out;
  }
}
