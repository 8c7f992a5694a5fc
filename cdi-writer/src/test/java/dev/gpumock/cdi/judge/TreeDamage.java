package dev.gpumock.cdi.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Makes a driver's tree worse at random. Each file is replaced, never changed, as copies share it.
 * NVML's own library is left alone: without it the toolkit knows no GPU to speak of.
 */
final class TreeDamage {
  private final Random random;
  private final Path system;
  private final String version;

  TreeDamage(Random random, Path system, String version) {
    this.random = random;
    this.system = system;
    this.version = version;
  }

  void inflict(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      List<Path> victims = victims();
      inflict(victims.get(random.nextInt(victims.size())));
    }
  }

  private List<Path> victims() throws IOException {
    Path judge = system.resolve("judge");
    try (Stream<Path> paths = Files.walk(system)) {
      return paths
          .filter(path -> !path.startsWith(judge) && !path.equals(system.resolve("tmp")))
          .filter(path -> !path.equals(system))
          .filter(path -> !holdsNvml(path))
          .sorted()
          .toList();
    }
  }

  private static boolean holdsNvml(Path path) {
    if (!Files.isDirectory(path)) {
      return path.toString().contains("libnvidia-ml");
    }
    try (Stream<Path> below = Files.walk(path)) {
      return below.anyMatch(p -> p.toString().contains("libnvidia-ml"));
    } catch (IOException e) {
      return true;
    }
  }

  private void inflict(Path victim) throws IOException {
    String name = victim.getFileName().toString();
    boolean node = victim.toString().contains("/dev/");
    switch (random.nextInt(node ? 12 : 14)) {
      case 0, 1, 2 -> remove(victim);
      case 3 -> replaceByDirectory(victim);
      case 4 -> replaceByLink(victim, "nowhere");
      case 5 -> replaceByLink(victim, name);
      case 6 -> moveAndLink(victim, "../" + name + ".moved");
      case 7 -> moveAndLink(victim, "/moved." + name);
      case 8 -> replaceByFile(victim, new byte[0]);
      case 9 -> replaceByNode(victim, node ? oneOf("b 8 0", "p", "c 1 3", "c 510 70000") : "c 1 3");
      case 10 -> replaceByNode(victim, node ? oneOf("c 195 0", "c 195 255") : "c 1 3");
      case 11 -> replaceByFile(victim, TinyElf.of(62, oneOf("libother.so.2", "", "x", name)));
      case 12 -> replaceByFile(victim, new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
      default -> Files.write(stranger(victim), TinyElf.of(62, "libcuda.so.1"));
    }
  }

  /** A library in another directory, of this version or another. */
  private Path stranger(Path victim) throws IOException {
    Path parent = Files.isDirectory(victim) ? victim : victim.getParent();
    String suffix = oneOf(version, version, "999.1", "1");
    Path file = parent.resolve(oneOf("libcuda.so.", "libnvidia-new.so.", "lib.so.") + suffix);
    Files.deleteIfExists(Files.isDirectory(file) ? parent.resolve("unused") : file);
    return Files.isDirectory(file) ? parent.resolve("unused") : file;
  }

  private void remove(Path victim) throws IOException {
    if (!Files.isDirectory(victim, LinkOption.NOFOLLOW_LINKS)) {
      Files.delete(victim);
      return;
    }
    try (Stream<Path> below = Files.walk(victim)) {
      for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private void replaceByDirectory(Path victim) throws IOException {
    remove(victim);
    Files.createDirectory(victim);
  }

  private void replaceByLink(Path victim, String target) throws IOException {
    remove(victim);
    Files.createSymbolicLink(victim, Path.of(target));
  }

  private void moveAndLink(Path victim, String target) throws IOException {
    Path moved =
        target.startsWith("/")
            ? system.resolve(target.substring(1))
            : victim.resolveSibling(target).normalize();
    if (Files.exists(moved, LinkOption.NOFOLLOW_LINKS) || !moved.startsWith(system)) {
      return;
    }
    Files.move(victim, moved);
    Files.createSymbolicLink(victim, Path.of(target));
  }

  private void replaceByFile(Path victim, byte[] content) throws IOException {
    remove(victim);
    Files.write(victim, content);
  }

  /** Outside of /dev only /dev/null: to read a library that is a pipe would never end. */
  private void replaceByNode(Path victim, String type) throws IOException {
    remove(victim);
    String mode = oneOf("666", "660", "600", "444", "000");
    String group = oneOf("0", "44");
    String script = "mknod -m %s %s %s; chgrp %s %2$s".formatted(mode, victim, type, group);
    Judges.run(List.of("sh", "-euc", script), Map.of());
  }

  private String oneOf(String... values) {
    return values[random.nextInt(values.length)];
  }
}
