package dev.gpumock.cdi.tree;

import dev.gpumock.cdi.spec.SlashPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Looks for files below some directories, in order. As for the toolkit, which asks Go's
 * path/filepath.Glob, a whole path is a pattern: the characters {@code *?[} and the backslash have
 * the meaning of {@link GlobPattern} in the names of directories as well, a driver's root too.
 *
 * @param directories paths of the node as {@link HostFiles} takes them; each is searched
 * @param wanted says whether a candidate counts
 * @param limit how many are enough; {@link #ALL} for no limit
 */
public record Locator(
    HostFiles files, List<String> directories, Predicate<String> wanted, int limit) {
  public static final int ALL = Integer.MAX_VALUE;

  public Locator {
    directories = List.copyOf(directories);
  }

  /** What is no directory, links followed: sockets and devices count. */
  public static Locator ofFiles(HostFiles files, List<String> directories, int limit) {
    return new Locator(
        files,
        directories,
        path -> files.stat(path).filter(f -> f.type() != FileType.DIRECTORY).isPresent(),
        limit);
  }

  /** Files that anybody may execute; the first is enough. */
  public static Locator ofExecutables(HostFiles files, List<String> directories) {
    return new Locator(
        files,
        directories,
        path -> files.stat(path).filter(FileFacts::isExecutable).isPresent(),
        1);
  }

  public static Locator ofDirectories(HostFiles files, List<String> directories) {
    return new Locator(
        files,
        directories,
        path -> files.stat(path).filter(f -> f.type() == FileType.DIRECTORY).isPresent(),
        ALL);
  }

  /** Character devices themselves: a link to one does not count. */
  public static Locator ofCharacterDevices(HostFiles files, String devRoot) {
    return new Locator(
        files,
        List.of(SlashPath.join(devRoot, "/"), SlashPath.join(devRoot, "/dev")),
        path -> files.lstat(path).filter(f -> f.type() == FileType.CHARACTER_DEVICE).isPresent(),
        ALL);
  }

  /** {@code root} before each path; a list with colons is as many paths. */
  public static List<String> below(String root, List<String> paths) {
    List<String> directories =
        paths.stream()
            .flatMap(path -> path.isEmpty() ? Stream.empty() : Stream.of(path.split(":", -1)))
            .distinct()
            .map(path -> SlashPath.join(root, path))
            .toList();
    return directories.isEmpty() ? List.of(root) : directories;
  }

  /**
   * @param pattern a path below the directories, its elements as of {@link GlobPattern}
   * @return the candidates that count, directory by directory, in byte order of their names
   */
  public List<String> locate(String pattern) {
    List<String> found = new ArrayList<>();
    for (String directory : directories) {
      for (String candidate : candidates(SlashPath.join(directory, pattern))) {
        if (wanted.test(candidate)) {
          found.add(candidate);
        }
        if (found.size() == limit) {
          return found;
        }
      }
    }
    return found;
  }

  /** The files behind the links of {@link #locate}, each once. */
  public List<String> locateReal(String pattern) {
    return locate(pattern).stream()
        .map(files::realPath)
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private List<String> candidates(String path) {
    if (!GlobPattern.isPattern(path)) {
      return List.of(path);
    }
    GlobPattern pattern = GlobPattern.of(SlashPath.name(path));
    List<String> found = new ArrayList<>();
    for (String directory : candidates(SlashPath.parent(path))) {
      for (String entry : files.list(directory)) {
        if (pattern.matches(entry)) {
          found.add(SlashPath.join(directory, entry));
        }
      }
      files.leaveOut(directory, pattern);
    }
    return found;
  }
}
