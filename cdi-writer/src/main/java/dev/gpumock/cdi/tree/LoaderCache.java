package dev.gpumock.cdi.tree;

import dev.gpumock.cdi.spec.SlashPath;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The 64-bit libraries of /etc/ld.so.cache, in its order, as they were when it was read. Format:
 * glibc's sysdeps/generic/dl-cache.h; the new format may follow an old one, which is skipped.
 */
final class LoaderCache {
  private static final String OLD_MAGIC = "ld.so-1.7.0";
  private static final int OLD_HEADER = 16;
  private static final int OLD_ENTRY = 12;
  private static final String NEW_MAGIC = "glibc-ld.so.cache1.1";
  private static final int NEW_HEADER = 48;
  private static final int NEW_ENTRY = 24;
  private static final int TYPE_ELF = 0x0001;

  /** Bits 8 to 15 of an entry's flags: x86-64, AArch64, POWER little endian. */
  private static final Set<Integer> ARCHITECTURES = Set.of(0x0300, 0x0a00, 0x0500);

  /** Each link between a library's name and its file, with the file. */
  private final List<String> links;

  private LoaderCache(List<String> links) {
    this.links = List.copyOf(links);
  }

  /** A missing or damaged cache has no libraries. */
  static LoaderCache read(HostFiles files, String root) {
    byte[] bytes = files.read(SlashPath.join(root, "/etc/ld.so.cache")).orElse(new byte[0]);
    Set<String> paths = new LinkedHashSet<>();
    for (String path : parse(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN))) {
      paths.add(SlashPath.join(root, path));
    }
    return new LoaderCache(paths.stream().flatMap(path -> chain(files, path).stream()).toList());
  }

  /**
   * Matches each link between a library's name and its file, and gives the files. One link that
   * leads nowhere spoils the search: nothing is found.
   */
  List<String> locate(HostFiles files, String pattern) {
    GlobPattern glob = GlobPattern.of(pattern);
    List<Optional<String>> found =
        links.stream()
            .filter(link -> glob.matches(SlashPath.name(link)))
            .map(files::realPath)
            .distinct()
            .toList();
    return found.contains(Optional.<String>empty())
        ? List.of()
        : found.stream().flatMap(Optional::stream).toList();
  }

  private static List<String> chain(HostFiles files, String path) {
    Set<String> seen = new LinkedHashSet<>();
    String at = path;
    while (files.lstat(at).isPresent()) {
      if (!seen.add(at)) {
        return List.copyOf(seen);
      }
      String link = at;
      at =
          files
              .readLink(link)
              .map(t -> t.startsWith("/") ? t : SlashPath.join(SlashPath.parent(link), t))
              .orElse(link);
    }
    return List.of();
  }

  private static List<String> parse(ByteBuffer cache) {
    int start = startOfNewFormat(cache);
    if (cache.capacity() < start + NEW_HEADER || !text(cache, start).startsWith(NEW_MAGIC)) {
      return List.of();
    }
    long count = Integer.toUnsignedLong(cache.getInt(start + NEW_MAGIC.length()));
    if (start + NEW_HEADER + count * NEW_ENTRY > cache.capacity()) {
      return List.of();
    }
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int entry = start + NEW_HEADER + i * NEW_ENTRY;
      int flags = cache.getInt(entry);
      String name = text(cache, start + Integer.toUnsignedLong(cache.getInt(entry + 4)));
      String path = text(cache, start + Integer.toUnsignedLong(cache.getInt(entry + 8)));
      if ((flags & TYPE_ELF) != 0
          && ARCHITECTURES.contains(flags & 0xff00)
          && !name.isEmpty()
          && !path.isEmpty()) {
        paths.add(path);
      }
    }
    return paths;
  }

  private static int startOfNewFormat(ByteBuffer cache) {
    if (cache.capacity() <= OLD_HEADER || !text(cache, 0).startsWith(OLD_MAGIC)) {
      return 0;
    }
    long end = OLD_HEADER + Integer.toUnsignedLong(cache.getInt(OLD_HEADER - 4)) * OLD_ENTRY;
    return (int) Math.min((end + 7) / 8 * 8, cache.capacity());
  }

  /** Text up to a NUL; empty when there is none. The magics are followed by numbers, not NUL. */
  private static String text(ByteBuffer cache, long from) {
    if (from >= cache.capacity()) {
      return "";
    }
    byte[] bytes = cache.array();
    int end = (int) from;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return end == bytes.length
        ? ""
        : new String(bytes, (int) from, end - (int) from, StandardCharsets.UTF_8);
  }
}
