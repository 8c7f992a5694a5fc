package dev.gpumock.cdi.tree;

import dev.gpumock.cdi.spec.SlashPath;
import dev.gpumock.cdi.spec.TextOrder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The node's files, asked for by the node's own absolute paths, wherever this process sees them: in
 * a container that has the node's root at {@code /host}, {@code /usr} is looked for in {@code
 * /host/usr}, and links lead where they lead on the node. So no path of this process can get into a
 * specification.
 *
 * <p>A relative path begins at this process's working directory, or at the node's root where the
 * node does not have that directory.
 *
 * <p>Remembers what it has seen: one instance for one generation. Not for several threads.
 */
public final class HostFiles {
  /** As many as Linux follows before it gives up with ELOOP. */
  private static final int MAX_LINKS = 40;

  private final Path root;
  private final String workingDirectory;
  private final Map<String, Optional<String>> realPaths = new HashMap<>();
  private final Map<String, Optional<String>> realDirectories = new HashMap<>();
  private final Map<Path, Optional<FileFacts>> seen = new HashMap<>();
  private final Map<String, List<String>> listings = new HashMap<>();
  private final Map<String, List<UnreadableName>> unreadable = new HashMap<>();
  private final Set<String> leftOut = new LinkedHashSet<>();
  private final Map<Path, Optional<ElfLibrary>> libraries = new HashMap<>();
  private final Map<String, LoaderCache> loaderCaches = new HashMap<>();

  private HostFiles(Path root, Path here) {
    this.root = root;
    this.workingDirectory = here.startsWith(root) ? "/" + root.relativize(here) : "/";
  }

  /** The node is this process's own system. */
  public static HostFiles ofThisSystem() {
    return seenAt(Path.of("/"));
  }

  /**
   * @param root where this process sees the node's root directory
   */
  public static HostFiles seenAt(Path root) {
    return new HostFiles(root.toAbsolutePath().normalize(), Path.of("").toAbsolutePath());
  }

  /** lstat(2): a link is a link. Absent when there is nothing, or it cannot be looked at. */
  Optional<FileFacts> lstat(String path) {
    String clean = absolute(path);
    if (clean.equals("/")) {
      return facts(root);
    }
    return realDirectory(SlashPath.parent(clean), MAX_LINKS)
        .flatMap(parent -> entry(parent, SlashPath.name(clean)));
  }

  /** stat(2): what a link leads to. */
  Optional<FileFacts> stat(String path) {
    return realPath(path).flatMap(real -> facts(inside(real)));
  }

  /** The path without any link in it, on the node; absent when it leads nowhere. */
  public Optional<String> realPath(String path) {
    Optional<String> known = realPaths.get(path);
    if (known == null) {
      known = realPath(absolute(path), MAX_LINKS);
      realPaths.put(path, known);
    }
    return known;
  }

  /** The text of a link. */
  public Optional<String> readLink(String path) {
    return lstat(path).filter(f -> f.type() == FileType.LINK).flatMap(f -> linkText(f.path()));
  }

  /** Names in a directory, in byte order; none when it is no directory or cannot be read. */
  public List<String> list(String directory) {
    return realDirectory(absolute(directory), MAX_LINKS)
        .map(real -> listings.computeIfAbsent(real, this::names))
        .orElse(List.of());
  }

  /** Of the system at {@code root}. */
  LoaderCache loaderCache(String root) {
    return loaderCaches.computeIfAbsent(root, at -> LoaderCache.read(this, at));
  }

  /** Notes names that {@link #list} does not have and a pattern may mean. */
  void leaveOut(String directory, GlobPattern pattern) {
    if (!unreadable.isEmpty()) {
      realDirectory(absolute(directory), MAX_LINKS)
          .ifPresent(
              real ->
                  unreadable.getOrDefault(real, List.of()).stream()
                      .filter(name -> pattern.matches(name.approximate()))
                      .forEach(name -> leftOut.add(SlashPath.join(real, name.bytes()))));
    }
  }

  /**
   * Files that a search by a pattern came upon and passed over, since their names are no UTF-8: a
   * specification cannot say them as text. A byte that is not ASCII is written as {@code \xff}.
   */
  public List<String> leftOut() {
    return List.copyOf(leftOut);
  }

  /** Content of a file; absent when there is none that can be read. */
  public Optional<byte[]> read(String path) {
    Optional<FileFacts> file = stat(path).filter(f -> f.type() == FileType.REGULAR);
    try {
      return file.isPresent()
          ? Optional.of(Files.readAllBytes(file.get().path()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What a shared library says of itself; absent for what is none. */
  public Optional<ElfLibrary> library(String path) {
    return stat(path)
        .filter(file -> file.type() == FileType.REGULAR)
        .flatMap(file -> libraries.computeIfAbsent(file.path(), ElfLibrary::read));
  }

  /** Cleaned as well. */
  private String absolute(String path) {
    return path.startsWith("/") ? SlashPath.clean(path) : SlashPath.join(workingDirectory, path);
  }

  private Optional<String> realDirectory(String directory, int links) {
    if (directory.equals("/")) {
      return Optional.of("/");
    }
    Optional<String> known = realDirectories.get(directory);
    if (known == null) {
      known =
          realPath(directory, links)
              .filter(
                  real ->
                      facts(inside(real)).map(FileFacts::type).orElse(FileType.OTHER)
                          == FileType.DIRECTORY);
      realDirectories.put(directory, known);
    }
    return known;
  }

  private Optional<String> realPath(String path, int links) {
    if (path.equals("/") || links == 0) {
      return links == 0 ? Optional.empty() : Optional.of("/");
    }
    Optional<String> parent = realDirectory(SlashPath.parent(path), links);
    if (parent.isEmpty()) {
      return Optional.empty();
    }
    Optional<FileFacts> found = entry(parent.get(), SlashPath.name(path));
    String candidate = SlashPath.join(parent.get(), SlashPath.name(path));
    if (found.isEmpty() || found.get().type() != FileType.LINK) {
      return found.map(f -> candidate);
    }
    return linkText(found.get().path())
        .flatMap(target -> realPath(target(parent.get(), target), links - 1));
  }

  /** Asks no file system for what a listing that is known does not have. */
  private Optional<FileFacts> entry(String realDirectory, String name) {
    List<String> listing = listings.get(realDirectory);
    return listing != null && Collections.binarySearch(listing, name, TextOrder.BYTES) < 0
        ? Optional.empty()
        : facts(inside(SlashPath.join(realDirectory, name)));
  }

  private static String target(String directory, String target) {
    return target.startsWith("/") ? SlashPath.clean(target) : SlashPath.join(directory, target);
  }

  private Path inside(String real) {
    return root.resolve(real.substring(1));
  }

  private List<String> names(String directory) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(inside(directory))) {
      for (Path entry : entries) {
        Optional<UnreadableName> wrong = UnreadableName.of(entry);
        wrong.ifPresent(
            name -> unreadable.computeIfAbsent(directory, d -> new ArrayList<>()).add(name));
        if (wrong.isEmpty()) {
          names.add(entry.getFileName().toString());
        }
      }
    } catch (IOException e) {
      return List.of();
    }
    names.sort(TextOrder.BYTES);
    return List.copyOf(names);
  }

  private static Optional<String> linkText(Path link) {
    try {
      return Optional.of(Files.readSymbolicLink(link).toString());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Optional<FileFacts> facts(Path path) {
    return seen.computeIfAbsent(path, HostFiles::look);
  }

  private static Optional<FileFacts> look(Path path) {
    try {
      Map<String, Object> unix =
          Files.readAttributes(path, "unix:mode,gid,rdev", LinkOption.NOFOLLOW_LINKS);
      int mode = (Integer) unix.get("mode");
      return Optional.of(
          new FileFacts(
              FileType.ofMode(mode),
              mode & 07777,
              Integer.toUnsignedLong((Integer) unix.get("gid")),
              (Long) unix.get("rdev"),
              path));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
