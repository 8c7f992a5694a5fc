package dev.gpumock.cdi.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gpumock.cdi.judge.TinyLoaderCache;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoaderCacheTest {
  private static final byte[] CACHE =
      TinyLoaderCache.of(List.of("/opt/lib/libcuda.so.1", "/opt/lib/libgone.so.1"));

  @TempDir Path host;

  @BeforeEach
  void libraries() throws IOException {
    Files.createDirectories(host.resolve("r/etc"));
    Files.createDirectories(host.resolve("r/opt/lib"));
    Files.createFile(host.resolve("r/opt/lib/libcuda.so.550.1"));
    Files.createSymbolicLink(host.resolve("r/opt/lib/libcuda.so.1"), Path.of("libcuda.so.550.1"));
  }

  private List<String> locate(byte[] cache, String pattern) throws IOException {
    Files.write(host.resolve("r/etc/ld.so.cache"), cache);
    HostFiles files = HostFiles.seenAt(host);
    return LoaderCache.read(files, "/r").locate(files, pattern);
  }

  @Test
  void findsEachNameBetweenLinkAndFile() throws IOException {
    List<String> file = List.of("/r/opt/lib/libcuda.so.550.1");
    assertEquals(file, locate(CACHE, "libcuda.so.1"));
    assertEquals(file, locate(CACHE, "libcuda.so.*.*"));
    assertEquals(List.of(), locate(CACHE, "libgone.so.*"));
  }

  @Test
  void skipsTheOldFormatBeforeTheNew() throws IOException {
    ByteBuffer both = ByteBuffer.allocate(16 + 12 + 4 + CACHE.length);
    both.put("ld.so-1.7.0\0".getBytes()).put(new byte[] {1, 0, 0, 0});
    both.position(32);
    both.put(CACHE);
    assertEquals(1, locate(both.array(), "libcuda.so.1").size());
  }

  @Test
  void aDamagedCacheHasNoLibraries() throws IOException {
    assertEquals(List.of(), locate(new byte[0], "libcuda.so.1"));
    assertEquals(List.of(), locate(Arrays.copyOf(CACHE, 60), "libcuda.so.1"));
    assertEquals(List.of(), locate("something else, of some length".getBytes(), "*"));
  }

  @Test
  void aLinkThatLeadsNowhereSpoilsTheSearch() throws IOException {
    Files.delete(host.resolve("r/opt/lib/libcuda.so.550.1"));
    Files.createSymbolicLink(
        host.resolve("r/opt/lib/libcuda.so.550.1"), Path.of("libcuda.so.550.1"));
    assertEquals(List.of(), locate(CACHE, "libcuda.so.*.*"));
  }
}
