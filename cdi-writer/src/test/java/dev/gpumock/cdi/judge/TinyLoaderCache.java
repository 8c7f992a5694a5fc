package dev.gpumock.cdi.judge;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An /etc/ld.so.cache with some libraries of x86-64. */
public final class TinyLoaderCache {
  private static final int HEADER = 48;
  private static final int ENTRY = 24;
  private static final int X86_64_LIBC6 = 0x0303;

  private TinyLoaderCache() {}

  /**
   * @param paths of libraries, which are known by their last element
   */
  public static byte[] of(List<String> paths) {
    int texts = HEADER + ENTRY * paths.size();
    ByteArrayOutputStream strings = new ByteArrayOutputStream();
    ByteBuffer head = ByteBuffer.allocate(texts).order(ByteOrder.LITTLE_ENDIAN);
    head.put("glibc-ld.so.cache1.1".getBytes(StandardCharsets.US_ASCII));
    head.putInt(paths.size()).position(HEADER);
    for (String path : paths) {
      int value = texts + strings.size();
      strings.writeBytes((path + "\0").getBytes(StandardCharsets.UTF_8));
      int key = value + path.lastIndexOf('/') + 1;
      head.putInt(X86_64_LIBC6).putInt(key).putInt(value).putInt(0).putLong(0);
    }
    return ByteBuffer.allocate(texts + strings.size())
        .put(head.array())
        .put(strings.toByteArray())
        .array();
  }
}
