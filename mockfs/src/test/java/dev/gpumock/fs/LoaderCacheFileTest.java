package dev.gpumock.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The judge is the system's ldconfig, which prints a cache in the file's order. */
@EnabledOnOs(OS.LINUX)
class LoaderCacheFileTest {
  private static final int EM_X86_64 = 62;
  private static final int EM_AARCH64 = 183;

  @TempDir Path root;

  private static byte[] elf(int machine) {
    byte[] header = new byte[64];
    header[0] = 0x7f;
    header[1] = 'E';
    header[2] = 'L';
    header[3] = 'F';
    header[18] = (byte) machine;
    return header;
  }

  private static byte[] cache(int machine, String... names) {
    Map<String, byte[]> libraries = new HashMap<>();
    List.of(names).forEach(name -> libraries.put(name, elf(machine)));
    return LoaderCacheFile.of("lib64", libraries);
  }

  private List<String> printed(byte[] cache) throws IOException, InterruptedException {
    Path file = Files.write(root.resolve("ld.so.cache"), cache);
    Process ldconfig =
        new ProcessBuilder("/sbin/ldconfig", "-p", "-C", file.toString())
            .redirectErrorStream(true)
            .start();
    String text =
        new String(ldconfig.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    Assertions.assertTrue(ldconfig.waitFor(10, TimeUnit.SECONDS));
    return text.lines().skip(1).map(String::strip).toList();
  }

  @Test
  void ldconfigReadsIt() throws IOException, InterruptedException {
    assertEquals(
        List.of(
            "libnvidia-ml.so.1 (libc6,x86-64) => /lib64/libnvidia-ml.so.1",
            "libnvidia-ml.so (libc6,x86-64) => /lib64/libnvidia-ml.so"),
        printed(cache(EM_X86_64, "libnvidia-ml.so", "libnvidia-ml.so.1")));
    assertEquals(
        List.of("libcuda.so.1 (libc6,AArch64) => /lib64/libcuda.so.1"),
        printed(cache(EM_AARCH64, "libcuda.so.1")));
  }

  /** By glibc's {@code _dl_cache_libcmp}: a binary search would miss what lies elsewhere. */
  @Test
  void numbersAreOrderedByValueAndBehindLetters() throws IOException, InterruptedException {
    List<String> printed =
        printed(cache(EM_X86_64, "liba.so.9", "liba.so.10", "liba-b.so", "liba.so", "liba1.so"));
    assertEquals(
        List.of("liba1.so", "liba.so.10", "liba.so.9", "liba.so", "liba-b.so"),
        printed.stream().map(line -> line.substring(0, line.indexOf(' '))).toList());
  }

  @Test
  void whatIsNoElfFileIsLeftOut() throws IOException, InterruptedException {
    assertEquals(List.of(), printed(LoaderCacheFile.of("lib64", Map.of("a.so", new byte[64]))));
    byte[] cut = Arrays.copyOf(elf(EM_X86_64), 10);
    assertEquals(List.of(), printed(LoaderCacheFile.of("lib64", Map.of("a.so", cut))));
  }

  @Test
  void anotherArchitectureIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> cache(2, "libcuda.so.1"));
  }
}
