package dev.gpumock.fs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The driver root's etc/ld.so.cache, as {@code ldconfig -r ROOT /lib64} writes it. nvcdi and
 * libnvidia-container look up libraries in it and warn, or fail, where it is missing. Format:
 * glibc's sysdeps/generic/dl-cache.h.
 */
final class LoaderCacheFile {
  private static final String MAGIC = "glibc-ld.so.cache1.1";
  private static final int HEADER = 48;
  private static final int ENTRY = 24;
  private static final byte LITTLE_ENDIAN = 2;

  /** Of an ELF header. */
  private static final int E_MACHINE = 18;

  private static final int EM_X86_64 = 62;
  private static final int EM_AARCH64 = 183;

  /** FLAG_ELF_LIBC6 and the bits of the architecture. */
  private static final int FLAGS_X86_64 = 0x0303;

  private static final int FLAGS_AARCH64 = 0x0a03;

  private static final Pattern RUN = Pattern.compile("\\d+|\\D");

  /**
   * The order of {@code _dl_cache_libcmp}, in which the loader searches: numbers by their value,
   * and behind all other characters.
   */
  private static final Comparator<String> BY_NAME = LoaderCacheFile::compare;

  private LoaderCacheFile() {}

  /**
   * @param directory without a slash before it: {@code lib64}
   * @param libraries by the names in it that are to be found, for example {@code libcuda.so.1}; one
   *     that is no ELF file is left out
   */
  static byte[] of(String directory, Map<String, byte[]> libraries) {
    List<String> names =
        libraries.keySet().stream()
            .filter(name -> isElf(libraries.get(name)))
            .sorted(BY_NAME.reversed())
            .toList();
    ByteArrayOutputStream strings = new ByteArrayOutputStream();
    int stringsAt = HEADER + names.size() * ENTRY;
    ByteBuffer cache = ByteBuffer.allocate(stringsAt).order(ByteOrder.LITTLE_ENDIAN);
    cache.put(MAGIC.getBytes(StandardCharsets.US_ASCII)).putInt(names.size());
    int lengthAt = cache.position();
    cache.putInt(0).put(LITTLE_ENDIAN).position(HEADER);
    String prefix = "/" + directory + "/";
    for (String name : names) {
      int path = stringsAt + strings.size();
      strings.writeBytes((prefix + name + "\0").getBytes(StandardCharsets.US_ASCII));
      cache.putInt(flags(libraries.get(name))).putInt(path + prefix.length()).putInt(path);
      cache.position(cache.position() + ENTRY - 3 * Integer.BYTES);
    }
    cache.putInt(lengthAt, strings.size());
    return join(cache.array(), strings.toByteArray());
  }

  private static boolean isElf(byte[] file) {
    return file.length > E_MACHINE + 1 && file[0] == 0x7f && file[1] == 'E';
  }

  private static byte[] join(byte[] head, byte[] tail) {
    return ByteBuffer.allocate(head.length + tail.length).put(head).put(tail).array();
  }

  private static int flags(byte[] library) {
    int machine = ByteBuffer.wrap(library).order(ByteOrder.LITTLE_ENDIAN).getShort(E_MACHINE);
    return switch (machine) {
      case EM_X86_64 -> FLAGS_X86_64;
      case EM_AARCH64 -> FLAGS_AARCH64;
      default -> throw new IllegalArgumentException("no loader cache for ELF machine " + machine);
    };
  }

  private static int compare(String left, String right) {
    Matcher l = RUN.matcher(left);
    Matcher r = RUN.matcher(right);
    while (l.find()) {
      int order = r.find() ? compareRuns(l.group(), r.group()) : 1;
      if (order != 0) {
        return order;
      }
    }
    return r.find() ? -1 : 0;
  }

  private static int compareRuns(String left, String right) {
    boolean number = Character.isDigit(left.charAt(0));
    if (number != Character.isDigit(right.charAt(0))) {
      return number ? 1 : -1;
    }
    return number
        ? Integer.compare(Integer.parseInt(left), Integer.parseInt(right))
        : left.compareTo(right);
  }
}
